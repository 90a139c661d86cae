package coop.ccci.reconcile.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks the proxy of this host as somebody outside would, by a name of the host, whatever that name resolves to here. The
 * certificate that is served is not trusted but shown: it is held against the one that should be.
 */
public final class IngressProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");

    private final String host;
    private final int port;

    /** Creates a probe of the proxy that listens there. */
    public IngressProbe(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * What the proxy answers.
     *
     * @param status of HTTP
     * @param leaf the certificate that it shows for the name
     */
    public record IngressAnswer(int status, Certificate leaf) {}

    /**
     * Gets a path of a name.
     *
     * @throws IOException when nothing answers, or not in TLS and HTTP
     */
    public IngressAnswer get(String name, String path) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
            plain.setSoTimeout((int) TIMEOUT.toMillis());
            try (var socket = (SSLSocket) context().getSocketFactory().createSocket(plain, name, port, true)) {
                var parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(name)));
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                var request = "GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(US_ASCII));
                return new IngressAnswer(status(socket), socket.getSession().getPeerCertificates()[0]);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }

    private static int status(SSLSocket socket) throws IOException {
        var line = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        var matcher = STATUS.matcher(line == null ? "" : line);
        if (!matcher.matches()) {
            throw new IOException("no HTTP came back");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static SSLContext context() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new ShownNotTrusted()}, null);
        return context;
    }

    /** Nothing is sent that a stranger must not read; whose certificate it is, is compared afterwards. */
    private static final class ShownNotTrusted implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
