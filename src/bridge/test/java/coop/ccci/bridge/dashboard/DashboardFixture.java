package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.ledger.ClaimedRow;
import coop.ccci.bridge.ledger.Claims;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunQueue;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger and a folder of runs with a history that tests tell, at a time that stands still. */
final class DashboardFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final URI FORGE = URI.create("https://git.example.org");
    static final URI PUBLIC = URI.create("https://ci.example.org");

    private final Path runs;
    private final TestClock clock = new TestClock(NOW);
    private final LedgerUrl url;
    private final Ledger ledger;
    private int lastComment;

    DashboardFixture(Path runs) {
        this(runs, new LedgerUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
    }

    DashboardFixture(Path runs, LedgerUrl url) {
        this.runs = runs;
        this.url = url;
        this.ledger = Ledger.open(url, clock);
    }

    Map<String, Object> beans() {
        return PageEndpoint.beans(ledger, runs, FORGE, PUBLIC, clock, Duration.ZERO);
    }

    Ledger ledger() {
        return ledger;
    }

    Views views() {
        return new Views(ledger, FORGE, clock, Duration.ZERO, Runnable::run);
    }

    Pages pages() {
        return (Pages) beans().get("dashboardPages");
    }

    static PageRequest get(String path) {
        return new PageRequest("GET", path, Map.of());
    }

    static PageRequest get(String path, String name, String value) {
        return new PageRequest("GET", path, Map.of(name, value));
    }

    /** Somebody asked for a run so long before {@link #NOW}. */
    Story asked(String recipe, String commitDigit, String author, Duration before) {
        clock.back(before);
        var comment = new Comment(Repository.parse("recipe-maintainers/" + recipe), 1, ++lastComment);
        ledger.recordTrigger(comment, Trigger.Channel.POLL);
        var trigger = ledger.triggers().find(lastComment).orElseThrow();
        var id = ledger.queue()
                .add(new RunQueue.NewRun(
                        trigger.id(),
                        new RecipeName(recipe),
                        new Commit(commitDigit.repeat(40)),
                        URI.create(FORGE + "/recipe-maintainers/" + recipe + ".git"),
                        Optional.of("main"),
                        new Comment.Author(7, author),
                        "local",
                        Run.Mode.FULL));
        clock.forward(before);
        return new Story(id, NOW.minus(before).plusSeconds(2));
    }

    /** Another bridge is started on the ledger. */
    void openedOnceMore() {
        Ledger.open(url, clock).close();
    }

    /** Changes the ledger behind everybody's back. */
    void sql(String statement) {
        JdbcClient.create(ledger.dataSource()).sql(statement).update();
    }

    @Override
    public void close() {
        ledger.close();
    }

    /** What happens in one run, told step by step. */
    final class Story {
        private final RunId id;
        private final Instant start;
        private final List<RunEvent> events = new ArrayList<>();
        private Instant now;
        private Optional<String> screenshot = Optional.empty();
        private final Map<TestedApp, String> domains =
                new EnumMap<>(Map.of(TestedApp.FRESH, "cust-a1b2c3.ci.localhost"));
        private final List<String> notes = new ArrayList<>();
        private Optional<Results.Base> base = Optional.empty();
        private Optional<Results.Lint> lint = Optional.empty();

        private Story(RunId id, Instant start) {
            this.id = id;
            this.start = start;
            this.now = start;
        }

        RunId id() {
            return id;
        }

        Path folder() {
            return RunDirectory.of(runs, id).path();
        }

        /** It is of no pull request: a sweep tests the recipe's own branch. */
        Story ofBranch() {
            sql("update runs set pull_request = null, source = 'schedule' where id = " + id);
            return this;
        }

        Story launched() {
            var ago = Duration.between(start, NOW);
            var claim = claim(Claims.Work.QUEUED_RUN);
            clock.back(ago);
            ledger.queue().launched(claim, Duration.ofHours(1), Optional.empty());
            clock.forward(ago);
            events.add(RunEvent.started(now, RunEvent.RUN));
            return this;
        }

        Story stage(String name, double seconds, String status) {
            return stage(name, seconds, status, Optional.empty());
        }

        Story stage(String name, double seconds, String status, Optional<String> message) {
            var length = Duration.ofMillis((long) (seconds * 1000));
            events.add(RunEvent.started(now, name));
            now = now.plus(length);
            events.add(RunEvent.finished(now, name, status, length, message));
            return this;
        }

        Story began(String name) {
            events.add(RunEvent.started(now, name));
            return this;
        }

        Story logged(String text) {
            try {
                Files.createDirectories(folder());
                Files.writeString(RunDirectory.of(runs, id).log(), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        /** A picture was taken, of these bytes. */
        Story pictured(byte... picture) {
            try {
                Files.createDirectories(folder());
                Files.write(RunDirectory.of(runs, id).screenshot(), picture);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            screenshot = Optional.of(RunDirectory.SCREENSHOT);
            return this;
        }

        /** It has this to tell besides. */
        Story besides(Results.Base from, Results.Lint linted, String note) {
            base = Optional.of(from);
            lint = Optional.of(linted);
            notes.add(note);
            return this;
        }

        /** What happened so far is in the ledger. */
        Story seen() {
            ledger.queue().recordEvents(ledger.runs().find(id).orElseThrow(), events, 0, 1);
            return this;
        }

        /** Both of its apps were there, and it has something to tell besides. */
        void passed() {
            domains.put(TestedApp.UPGRADED, "cust-d4e5f6.ci.localhost");
            notes.add("the commit's .env.sample adds [THEME], as of " + "f".repeat(40));
            ended(
                    Verdict.PASSED,
                    1,
                    Optional.empty(),
                    List.of(SampleTiers.installed(), SampleTiers.skipped()),
                    Map.of(Rung.INSTALL, RungStatus.PASS));
        }

        void failed(Results.Failure failure) {
            var tier = new TierResult(
                    Tier.INSTALL,
                    TierStatus.FAIL,
                    Optional.of(failure.message()),
                    Duration.ofSeconds(62),
                    List.of(new TierResult.Assertion(
                            "every service converged", false, Optional.of(failure.message()))));
            ended(
                    Verdict.FAILED,
                    0,
                    Optional.of(failure),
                    List.of(tier, SampleTiers.skipped()),
                    Map.of(Rung.INSTALL, RungStatus.FAIL));
        }

        void ended(
                Verdict verdict,
                int level,
                Optional<Results.Failure> failure,
                List<TierResult> tiers,
                Map<Rung, RungStatus> rungs) {
            var run = ledger.runs().find(id).orElseThrow();
            events.add(RunEvent.finished(
                    now, RunEvent.RUN, verdict.code(), Duration.between(start, now), Optional.empty()));
            ledger.queue().recordEvents(run, events, ledger.queue().eventsOffset(run), 2);
            var results = new Results(
                    Results.SCHEMA,
                    id,
                    run.recipe(),
                    Optional.of(run.commit()),
                    run.source().toString(),
                    Optional.of(run.pullRequest()),
                    domains,
                    base,
                    1,
                    verdict,
                    level,
                    start,
                    now,
                    tiers,
                    rungs,
                    lint,
                    screenshot,
                    Optional.empty(),
                    failure,
                    notes,
                    new Results.Flags(true, true),
                    new Results.Timings(Duration.between(start, now), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                    List.of(),
                    List.of());
            finished(new Run.End(verdict, level, Optional.empty(), Optional.of(results), now));
        }

        /** The run ended without anything from the harness. */
        void endedWithout(Verdict verdict, String sentence) {
            finished(new Run.End(verdict, 0, Optional.of(new RunReason.Text(sentence)), Optional.empty(), now));
        }

        private void finished(Run.End end) {
            var isQueued = ledger.runs().find(id).orElseThrow().state() == Run.State.QUEUED;
            ledger.queue().finished(claim(isQueued ? Claims.Work.QUEUED_RUN : Claims.Work.RUNNING_RUN), end);
        }

        private Claims.Claim claim(Claims.Work work) {
            return ClaimedRow.claim(ledger, work, id.value());
        }
    }
}
