package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of text on a pull request as it stands on the forge, from a comment through all routes. */
class PublishedTextTest {
    @TempDir
    private Path folder;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
        fixture.pullRequest().push(RunBuilder.COMMIT.value());
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void the_one_comment_and_the_status_follow_a_run_from_the_queue_to_its_end() throws IOException {
        var run = fixture.requestRun(1);
        assertShown("queued");

        fixture.launchStep();
        happened(
                run,
                RunEvent.started(RunBuilder.NOW, RunEvent.RUN),
                RunEvent.started(RunBuilder.NOW, "fetch"),
                RunEvent.finished(RunBuilder.NOW, "fetch", "pass", Duration.ofMillis(1234), Optional.empty()),
                RunEvent.started(RunBuilder.NOW, "deploy"),
                RunEvent.note(RunBuilder.NOW, "deploy", "waiting for app"));
        assertShown("running");

        var failure = new Results.Failure(
                "converge",
                "service app has 0 of 1 tasks running",
                List.of("task app.1: failed, exit code 1", "app | cannot read /etc/app.conf"));
        var results = RunBuilder.results(
                run.id(),
                fixture.clock().instant(),
                Verdict.FAILED,
                TierStatus.FAIL,
                Optional.of(failure),
                Optional.empty(),
                Optional.empty());
        fixture.engine().finishes(run.id(), results);
        fixture.watchStep();
        assertShown("failed");

        var statuses = fixture.pullRequest().statuses("cc-ci/testme").stream()
                .map(status -> "- " + status.state() + ": " + status.description() + ", at " + status.targetUrl())
                .collect(Collectors.joining("\n", "", "\n"));
        Golden.assertSame("statuses", statuses);
    }

    @Test
    void help_and_a_refusal_are_comments_of_their_own() {
        var asked = fixture.comment("maya", "!testme help");
        fixture.decide(asked);
        fixture.decide(fixture.comment("nils", "!testme"));
        fixture.reportStep();

        var answers = fixture.pullRequest().commentsBy(LedgerFixture.BOT);
        assertThat(answers).hasSize(2);
        Golden.assertSame("help", answers.get(0).body());
        Golden.assertSame("refusal", answers.get(1).body());
        assertThat(asked.reactions()).containsExactly("eyes");
    }

    private void assertShown(String golden) {
        fixture.clock().forward(Duration.ofMinutes(1));
        fixture.reportStep();
        assertThat(fixture.pullRequest().commentsBy(LedgerFixture.BOT))
                .singleElement()
                .satisfies(comment -> Golden.assertSame(golden, comment.body()));
    }

    private void happened(Run run, RunEvent... events) throws IOException {
        var file = RunDirectory.of(folder.resolve("runs"), run.id()).events();
        Files.createDirectories(file.getParent());
        for (var event : events) {
            Files.writeString(
                    file, ContractJson.line(event) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        fixture.watchStep();
    }
}
