package coop.ccci.reconcile.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.FreePort;
import coop.ccci.reconcile.AppOnSwarm;
import coop.ccci.reconcile.nix.FlakeFixture;
import coop.ccci.reconcile.program.CallOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The part {@code proxy}: a real Traefik beside the sandbox's, on a port of its own, with a certificate that is renewed. Beside
 * it is somebody else's stack, with names that begin like this one's.
 */
class RenewedCertificateIT {
    private static final String RELEASE = "3.8.0+3.6.12";
    private static final Path RECIPE = FlakeFixture.ROOT.resolve("src/sandbox/host-recipes/traefik/trees/release");

    @TempDir
    private Path folder;

    private final int port = FreePort.choose();
    private CertificateFixture files;
    private AppOnSwarm app;
    private String foreign;

    @BeforeEach
    void setUp() throws Exception {
        files = CertificateFixture.validNow(folder);
        app = new AppOnSwarm(folder, "proxy-part");
        app.export("CCCI_INGRESS", "127.0.0.1:" + port);
        foreign = app.stack() + "-foreign_app";
        recipe();
        app.wish(
                """
                {
                  "version": 1, "domain": "%1$s", "parts": ["swarm", "proxy"],
                  "swarm": {"advertiseAddress": "127.0.0.1"},
                  "proxy": {
                    "recipe": "traefik", "version": "%2$s", "domain": "%3$s",
                    "certificate": "%4$s", "key": "%5$s",
                    "settings": {"COMPOSE_FILE": "compose.yml:compose.wildcard.yml", "WILDCARDS_ENABLED": "1"}
                  }
                }
                """
                        .formatted(System.getenv("CCCI_ZONE"), RELEASE, app.domain(), files.chain(), files.key()));
    }

    @AfterEach
    void tearDown() {
        app.call("docker", "service", "rm", foreign);
        app.close();
    }

    @Test
    void the_new_one_is_served_the_old_one_is_gone_and_what_is_foreign_has_not_moved() throws Exception {
        var first = renew();
        var made = app.host("reconcile", "all");
        assertThat(made.code()).as(made.output() + made.errors()).isZero();
        assertThat(served()).isEqualTo(first);
        var secrets = secrets();
        assertThat(secrets).hasSize(2);
        var foreignSecret = foreignStack();
        var before = foreignThings();

        var second = renew();
        assertThat(app.host("status").code()).isEqualTo(10);
        assertThat(served()).as("looking changes nothing").isEqualTo(first);
        var renewed = app.host("reconcile", "all");

        assertThat(renewed.code()).as(renewed.output() + renewed.errors()).isZero();
        assertThat(renewed.output()).contains("proxy: removed the secret ");
        assertThat(served()).isEqualTo(second);
        assertThat(secrets()).hasSize(3).contains(foreignSecret).doesNotContainAnyElementsOf(secrets);
        assertThat(app.host("reconcile", "all"))
                .isEqualTo(new CallOutput(0, "swarm: unchanged\nproxy: unchanged\n", ""));
        assertThat(foreignThings()).isEqualTo(before);
    }

    private X509Certificate renew() throws Exception {
        var zone = System.getenv("CCCI_ZONE");
        var key = CertificateFixture.key("EC");
        return files.write(key, key, List.of(zone, "*." + zone));
    }

    private Object served() throws IOException {
        return new IngressProbe("127.0.0.1", port).get(app.domain(), "/").leaf();
    }

    private List<String> secrets() {
        return done("docker", "secret", "ls", "--filter=name=" + app.stack(), "--format={{.Name}}")
                .lines()
                .toList();
    }

    /** Somebody else's, with a secret that is named as ours are but for its version. */
    private String foreignStack() {
        var secret = app.stack() + "_ssl_cert_mine";
        done("docker", "secret", "create", secret, files.chain().toString());
        done(
                "docker",
                "service",
                "create",
                "--detach",
                "--replicas=0",
                "--label=com.docker.stack.namespace=" + app.stack() + "-foreign",
                "--name=" + foreign,
                "--secret=" + secret,
                System.getenv("CCCI_REGISTRY") + "/ccci/backupbot:0.14.0");
        return secret;
    }

    /** That stack, and the sandbox's proxy, which runs. */
    private String foreignThings() {
        return done("docker", "service", "inspect", foreign, "ccci-sandbox_traefik")
                + done("docker", "service", "ps", "--quiet", "ccci-sandbox_traefik");
    }

    /** The recipe as a repository, with a port that is free here. */
    private void recipe() throws IOException {
        var repository = Files.createDirectory(folder.resolve("repository"));
        try (Stream<Path> all = Files.list(RECIPE)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file)
                        .replace("@REGISTRY@", System.getenv("CCCI_REGISTRY"))
                        .replace("published: 443", "published: " + port)
                        .replace("published: 80", "published: " + FreePort.choose());
                Files.writeString(repository.resolve(file.getFileName()), text);
            }
        }
        var git = "git -C " + repository + " -c user.name=operator -c user.email=operator@example.org ";
        done(
                "sh",
                "-ec",
                git + "init -q -b main; " + git + "add -A; " + git + "commit -qm release; " + git + "tag -m release "
                        + RELEASE);
        Files.writeString(
                Files.createDirectories(app.abra().resolve("catalogue")).resolve("recipes.json"),
                """
                {"traefik": {"name": "traefik", "default_branch": "main", "repository": "%s", "versions": [{"%s": {}}]}}
                """
                        .formatted(repository, RELEASE));
    }

    private String done(String... words) {
        var output = app.call(words);
        assertThat(output.code()).as(output.errors()).isZero();
        return output.output();
    }
}
