package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.ShownLines;
import coop.ccci.harness.run.RunFolder;
import coop.ccci.harness.run.RunTimeouts;
import coop.ccci.harness.run.WatchExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A recipe that is watched while somebody works on it, on fakes of abra, Docker and Traefik. */
class WatchTest extends WholeRuns {
    private final Deadline deadline = Deadline.lasting(Duration.ofMinutes(5));
    private final ShownLines terminal = new ShownLines();

    private CompletableFuture<ExitCode> watch() {
        return CompletableFuture.supplyAsync(() -> {
            try (var claimed = RunFolder.claim(fixture.runs, new RunId(9))) {
                var states = claimed.directory().path().resolve("working").toString();
                return new WatchExecution(
                                new RecipeName("custom-html"),
                                fixture.recipe(),
                                claimed,
                                fixture.request(Optional.of(states), Optional.of("install,functional")),
                                deadline,
                                Clock.systemUTC(),
                                terminal,
                                new RunTimeouts(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofMinutes(1)))
                        .execute();
            }
        });
    }

    private String log() throws IOException {
        var log = RunDirectory.of(fixture.runs, new RunId(9)).log();
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Waits until it waits for somebody, for the nth time. */
    private void awaitTurn(int turn) {
        await().atMost(Duration.ofMinutes(5)).until(() -> log().split("Ctrl-C takes the app away", -1).length > turn);
    }

    @Test
    void each_change_is_tried_on_the_app_that_is_there_until_somebody_ends_it() throws Exception {
        settings("checks: [{path: /, text: nothing}]\n");
        var watching = watch();

        awaitTurn(1);
        assertThat(terminal.all())
                .filteredOn(line -> line.contains("/ shows \"nothing\": it shows \"hello\""))
                .hasSize(1);
        assertThat(fixture.calls().lines().filter(call -> call.startsWith("app deploy")))
                .hasSize(1);

        settings("checks: [{path: /, text: hello}]\n");
        awaitTurn(2);
        assertThat(log()).contains("== functional: pass");

        write("more", "what nobody has committed");
        awaitTurn(3);
        assertThat(fixture.calls().lines().filter(call -> call.startsWith("app new")))
                .hasSize(1);
        assertThat(fixture.text("deployed.files")).contains("more");

        settings("chekcs: []\n");
        awaitTurn(4);
        assertThat(terminal.all())
                .filteredOn(line -> line.contains("unknown key \"chekcs\""))
                .hasSize(1);
        assertThat(fixture.docker.objects()).isNotEmpty();

        deadline.end(ExitCode.TERMINATED);
        assertThat(watching.join()).isEqualTo(ExitCode.TERMINATED);
        nothingIsLeft();
    }

    @Test
    void what_is_wrong_before_the_first_stage_is_told_once() throws Exception {
        settings("chekcs: []\n");

        assertThat(watch().join()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.all())
                .filteredOn(line -> line.contains("unknown key \"chekcs\""))
                .hasSize(1);
    }
}
