package coop.ccci.abra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Which servers the stand-in works with. */
class AbraServerIT extends SwarmFixture {
    @Test
    @Assumes("abra.server")
    void this_machine_is_no_server_while_it_is_in_no_swarm() throws Exception {
        try (var engine = FakeEngine.withoutSwarm()) {
            refused(
                    abra.with("DOCKER_HOST", engine.address()),
                    "swarm mode not enabled on local server?",
                    "server",
                    "add",
                    "--local");
        }
        done("server", "add", "--local");
        assertThat(done("server", "ls", "-m").out()).contains("\"default\"");
    }

    @Test
    void a_server_is_a_docker_context_of_its_name() throws Exception {
        Files.createDirectories(folder.resolve("servers/cloud.example.org"));
        done("app", "new", "custom-html", "-s", "cloud.example.org", "-D", domain, "-n", "-o");
        refused("unknown server cloud.example.org, run abra server add", "app", "ps", domain);
        Files.delete(folder.resolve("servers/cloud.example.org").resolve(domain + ".env"));
    }
}
