package coop.ccci.harness.probe;

import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.host.HumanTime;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/**
 * Asks an app once. The connection goes to the ingress where one is given, name and certificate are those of the
 * domain all the same. Each request opens a connection of its own.
 */
public final class AppProbe implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int FALLBACK_LENGTH = 64;

    /** What Traefik says where it has no route (observed on Traefik 2 and 3). */
    private static final String FALLBACK = "404 page not found";

    /** What the app is not, where Traefik itself answers. */
    public static final Answer NO_ROUTE =
            new Answer.NotTheApp(Answer.Kind.NO_ROUTE, "Traefik's own 404, so it has no route to the app");

    private final AppHttp http;
    private final CloseableHttpClient client;

    /**
     * Creates a probe.
     *
     * @param ingress where to connect instead of where DNS points
     * @param authority a PEM file of an authority to trust besides the system's
     * @throws coop.ccci.harness.result.RunException of the environment when that file cannot be read
     */
    public AppProbe(Optional<Ingress> ingress, Optional<Path> authority) {
        this.http = new AppHttp(ingress, authority);
        this.client = http.stepwise();
    }

    /**
     * Asks once. Redirects within the app's own host are followed, with the cookies that it sets on the way; all of them
     * together have the time of one request.
     *
     * @param path begins with a slash
     * @param rule which statuses are the app's answer
     * @throws CancelledException when the deadline is over first
     */
    public Answer ask(String domain, String path, StatusRule rule, Deadline deadline) {
        return within(deadline, late(), current -> {
            var chain = new RedirectChain(domain, path, rule);
            var cookies = new BasicCookieStore();
            while (true) {
                var request = new HttpGet(chain.path());
                if (!current.take(request)) {
                    return late();
                }
                var answer = execute(
                        chain.host(),
                        request,
                        cookies,
                        response -> answer(chain, response),
                        why -> Optional.of(chain.failed(why)));
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        });
    }

    /**
     * Fetches something once, with its body.
     *
     * @param path begins with a slash
     * @throws CancelledException when the deadline is over first
     */
    public HttpResult fetch(String domain, String path, Deadline deadline) {
        return within(deadline, new HttpResult.Failed(late()), current -> {
            var request = new HttpGet(path);
            current.take(request);
            return this.<HttpResult>execute(
                    new HttpHost("https", domain),
                    request,
                    new BasicCookieStore(),
                    AppProbe::read,
                    HttpResult.Failed::new);
        });
    }

    private static Answer late() {
        return new Answer.NotTheApp("no whole answer within " + HumanTime.format(TIMEOUT));
    }

    /** The request that is under way, to be given up from another thread. */
    private static final class Current {
        private HttpGet request;
        private boolean over;

        /** Returns whether the request may still be sent. */
        synchronized boolean take(HttpGet next) {
            request = next;
            return !over;
        }

        synchronized void cancel() {
            over = true;
            if (request != null) {
                request.cancel();
            }
        }
    }

    /** A server that sends a byte now and then keeps every timeout of a socket waiting: the whole is bounded. */
    private static <T> T within(Deadline deadline, T late, Function<Current, T> question) {
        var current = new Current();
        var work = new CompletableFuture<T>();
        var thread = new Thread(() -> work.complete(question.apply(current)), "probe");
        thread.setDaemon(true);
        thread.start();
        try {
            return deadline.await(work, TIMEOUT);
        } catch (TimeoutException e) {
            return late;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            current.cancel();
        }
    }

    private <T> T execute(
            HttpHost host,
            HttpGet request,
            BasicCookieStore cookies,
            HttpClientResponseHandler<? extends T> answered,
            Function<Answer, T> not) {
        var domain = host.getHostName();
        try {
            var context = HttpClientContext.create();
            context.setCookieStore(cookies);
            return client.execute(host, request, context, answered);
        } catch (SSLException e) {
            return not.apply(
                    isCertificate(e)
                            ? new Answer.WrongCertificate(certificate(domain, e))
                            : new Answer.NoIngress("no TLS handshake: " + e.getMessage()));
        } catch (UnknownHostException e) {
            return not.apply(new Answer.NoIngress("the name " + domain + " is unknown to DNS; set CCCI_INGRESS"));
        } catch (MessageConstraintException e) {
            return not.apply(new Answer.NotTheApp("an answer whose head is longer than "
                    + AppHttp.MAX_HEADERS + " fields, or one of whose lines is longer than " + AppHttp.MAX_LINE_LENGTH
                    + " characters"));
        } catch (IOException e) {
            return not.apply(new Answer.NoIngress("nothing answered: " + e.getMessage()));
        } catch (RuntimeException e) {
            return not.apply(new Answer.NotTheApp("an answer that is not HTTP: " + e.getMessage()));
        }
    }

    private static Optional<Answer> answer(RedirectChain chain, ClassicHttpResponse response) throws IOException {
        var code = response.getCode();
        return chain.add(code, header(response, "Location"), code == 404 && isFallback(response));
    }

    private static boolean isFallback(ClassicHttpResponse response) throws IOException {
        return new String(body(response, FALLBACK_LENGTH), StandardCharsets.UTF_8)
                .strip()
                .equals(FALLBACK);
    }

    private static HttpResult read(ClassicHttpResponse response) throws IOException {
        var type = header(response, "Content-Type");
        return new HttpResult.Received(
                response.getCode(),
                type,
                header(response, "Location"),
                new String(
                        body(response, HttpResult.MAX_BYTES),
                        type.map(AppProbe::charset).orElse(StandardCharsets.UTF_8)));
    }

    private static Optional<String> header(MessageHeaders response, String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(header -> header.getValue());
    }

    private static Charset charset(String type) {
        return ContentType.parseLenient(type).getCharset(StandardCharsets.UTF_8);
    }

    private static byte[] body(ClassicHttpResponse response, int most) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        try (var body = response.getEntity().getContent()) {
            return body.readNBytes(most);
        }
    }

    private static boolean isCertificate(SSLException e) {
        return e instanceof SSLPeerUnverifiedException || e.getCause() instanceof CertificateException;
    }

    private String certificate(String domain, SSLException e) {
        var refused = http.trust().refused();
        var whose = refused.isEmpty() ? "" : " (" + refused + ")";
        return "a certificate" + whose + " that is not valid for " + domain + ": " + CertificateProblem.of(e);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // nothing is lost with a connection that cannot be closed
        }
    }
}
