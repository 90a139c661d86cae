package coop.ccci.bridge.webhook;

import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.http.Hmac;
import coop.ccci.contract.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cc-ci send-hook}: signs a payload as the forge would, sends it, and says what was answered. */
@Command(
        name = "send-hook",
        mixinStandardHelpOptions = true,
        description = {
            "Sign a webhook payload as the forge does and send it to a bridge, to try a set-up by hand.",
            "",
            "A payload is what the forge shows under a webhook's recent deliveries, byte for byte. The bridge takes from",
            "it which comment was written, and reads the comment itself from the forge.",
            ""
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the bridge took it",
            "1:the bridge refused it; its answer says why",
            "2:wrong usage",
            "3:the bridge did not answer"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {"  WEBHOOK_SECRET        the secret", "  WEBHOOK_SECRET_FILE   a file that holds it"})
public final class SendHookCommand implements Callable<Integer> {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int MAX_TEXT_LENGTH = 2000;

    /** Whose names the headers have. */
    enum Forge {
        GITEA("Gitea"),
        FORGEJO("Forgejo");

        private final String header;

        Forge(String header) {
            this.header = header;
        }

        String header(String name) {
            return "X-" + header + "-" + name;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<payload>", description = "The file with the payload, sent as it is.")
    private Path payload;

    @Option(
            names = "--url",
            paramLabel = "<url>",
            description = "Where the bridge takes deliveries; default ${DEFAULT-VALUE}.",
            defaultValue = "http://127.0.0.1:8090/hook")
    private URI url;

    @Option(
            names = "--secret-file",
            paramLabel = "<file>",
            description = "A file with the webhook's secret, which a command line would show to everybody.",
            defaultValue = "${WEBHOOK_SECRET_FILE}")
    private Path secretFile;

    @Option(
            names = "--event",
            paramLabel = "<name>",
            description = "The event; default ${DEFAULT-VALUE}.",
            defaultValue = "issue_comment")
    private String event;

    @Option(
            names = "--forge",
            paramLabel = "<forge>",
            description = "Whose headers to send: gitea or forgejo; default ${DEFAULT-VALUE}.",
            defaultValue = "gitea")
    private Forge forge;

    @Option(names = "--delivery", paramLabel = "<uuid>", description = "The delivery's own id; a new one by default.")
    private UUID delivery;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try {
            var answer = client().send(request(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                var text = new String(body.readNBytes(MAX_TEXT_LENGTH), StandardCharsets.UTF_8).strip();
                out.println((answer.statusCode() + " " + text).strip());
            }
            out.flush();
            return answer.statusCode() / 100 == 2 ? ExitCode.PASSED.code() : ExitCode.FAILED.code();
        } catch (IOException e) {
            return noAnswer(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return noAnswer("interrupted");
        }
    }

    private int noAnswer(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("cc-ci: " + url + " does not answer: " + why + ". Is the bridge up, and is this its address?");
        err.flush();
        return ExitCode.ENVIRONMENT.code();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private HttpRequest request() {
        var body = read(payload, "the payload");
        var id = delivery == null ? UUID.randomUUID() : delivery;
        try {
            return HttpRequest.newBuilder(url)
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .header(forge.header("Delivery"), id.toString())
                    .header(forge.header("Event"), event)
                    .header(forge.header("Signature"), new Hmac(secret()).header(body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
        } catch (IllegalArgumentException e) {
            throw wrong("this cannot be sent: " + e.getMessage());
        }
    }

    private Secret secret() {
        var written = secretFile != null
                ? new String(read(secretFile, "the secret's file"), StandardCharsets.UTF_8)
                : System.getenv().getOrDefault("WEBHOOK_SECRET", "");
        if (written.isBlank()) {
            throw wrong("there is no secret to sign with: give --secret-file, or set WEBHOOK_SECRET");
        }
        return new Secret(written.strip());
    }

    private byte[] read(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw wrong(what + " " + file + " cannot be read: " + e.getMessage());
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), "cc-ci: " + sentence);
    }
}
