package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README's first command, typed as a newcomer types it. */
class DemoIT {
    private KernelLock sharedRuns;

    private final Sandbox sandbox = new Sandbox(SandboxSettings.of(System.getenv()));

    @BeforeEach
    void setUp() {
        sharedRuns = SharedRuns.acquire();
    }

    @AfterEach
    void tearDown() {
        sharedRuns.close();
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void the_demo_shows_a_pass_a_failure_and_a_refusal_and_leaves_nothing_on_the_swarm(EngineChoice engine)
            throws IOException {
        var lines = new ArrayList<String>();
        Subprocess.of(
                        sandbox.settings().home().resolve("cc-ci").toString(),
                        "demo",
                        "--once",
                        "--engine",
                        engine.code())
                .with("CCCI_HTTP_PORT", "8190")
                .with("CCCI_MANAGEMENT_PORT", "8191")
                .within(Duration.ofMinutes(5))
                .lines(lines::add)
                .run();

        var shown = String.join("\n", lines);
        assertThat(shown).containsPattern("✓\\s+1 .*passed\\s+passed");
        assertThat(shown).containsPattern("✓\\s+2 .*failed\\s+failed");
        assertThat(shown).containsPattern("✓\\s+3 .*refused\\s+refused");
        assertThat(shown).contains("dashboard", "/pulls/3");
        assertThat(shown).doesNotContain("\033[");
        System.out.println(shown);
        assertThat(Leftovers.of(sandbox, runs())).isEmpty();
    }

    /** Returns the run directories of demos: other tests' runs there are of other repositories. */
    private List<RunDirectory> runs() throws IOException {
        try (var folders = Files.list(sandbox.settings().folder().runs())) {
            return folders.map(RunDirectory::new)
                    .filter(run -> ContractJson.read(run.results())
                            .filter(results -> results.source().contains("/" + GiteaAccounts.ORGANISATION + "/"))
                            .isPresent())
                    .toList();
        }
    }
}
