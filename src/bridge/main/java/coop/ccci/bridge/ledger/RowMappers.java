package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Run.RunSummary;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.ReasonJson;
import coop.ccci.contract.Commit;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.Excerpt;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** How rows become records. */
final class RowMappers {
    private RowMappers() {}

    /** Returns the repository that a row is about. */
    static Repository repository(ResultSet row, int number) throws SQLException {
        return Repository.parse(row.getString("forge"), row.getString("repository"));
    }

    static Trigger trigger(ResultSet row, int number) throws SQLException {
        return new Trigger(
                row.getLong("id"),
                new Comment(repository(row, number), row.getInt("pull_request"), row.getLong("comment_id")),
                Trigger.Channel.parse(row.getString("channel")),
                Trigger.State.parse(row.getString("state")),
                Optional.ofNullable(row.getString("author")),
                Optional.ofNullable(row.getString("reason")).map(ReasonJson::triggerReason),
                Optional.ofNullable(row.getObject("run_id", Long.class)).map(RunId::new),
                instant(row, "seen_at").orElseThrow(),
                instant(row, "decided_at"));
    }

    static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                new RunId(row.getLong("id")),
                row.getLong("trigger_id"),
                Trigger.Source.parse(row.getString("source")),
                repository(row, number),
                row.getInt("pull_request"),
                new RecipeName(row.getString("recipe")),
                new Commit(row.getString("commit_id")),
                URI.create(row.getString("source_url")),
                Optional.ofNullable(row.getString("target_branch")),
                row.getString("author"),
                row.getLong("author_id"),
                row.getString("engine"),
                Run.Mode.parse(row.getString("mode")),
                Run.State.parse(row.getString("state")),
                instant(row, "queued_at").orElseThrow(),
                launch(row),
                stop(row),
                end(row));
    }

    static RunSummary summary(ResultSet row, int number) throws SQLException {
        var rungs = Optional.ofNullable(row.getString("rungs")).filter(text -> !text.isEmpty());
        return new RunSummary(
                run(row, number),
                rungs.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new RunSummary.Outcome(
                                Duration.ofMillis(row.getLong("took_ms")),
                                RunSummary.Outcome.parseRungs(rungs.get()),
                                Optional.ofNullable(row.getString("failure")),
                                row.getBoolean("pictured"))));
    }

    private static Optional<Run.Launch> launch(ResultSet row) throws SQLException {
        var at = instant(row, "launched_at");
        var deadline = instant(row, "deadline_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new Run.Launch(
                        row.getInt("launches"),
                        at.get(),
                        deadline.orElseThrow(),
                        Optional.ofNullable(row.getString("launch_fault")).map(ReasonJson::engineFault)));
    }

    private static Optional<Run.Stop> stop(ResultSet row) throws SQLException {
        var at = instant(row, "stop_requested_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new Run.Stop(
                        Verdict.parse(row.getString("stop_verdict")),
                        ReasonJson.runReason(row.getString("stop_reason")),
                        at.get(),
                        instant(row, "stop_sent_at")));
    }

    private static Optional<Run.End> end(ResultSet row) throws SQLException {
        var at = instant(row, "finished_at");
        if (at.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Run.End(
                Verdict.parse(row.getString("verdict")),
                row.getInt("level"),
                Optional.ofNullable(row.getString("end_reason")).map(ReasonJson::runReason),
                Optional.ofNullable(row.getString("results")).map(ContractJson::results),
                at.get()));
    }

    static RunEvent event(ResultSet row, int number) throws SQLException {
        return new RunEvent(
                instant(row, "occurred_at").orElseThrow(),
                RunEvent.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("stage"),
                Optional.ofNullable(row.getString("status")),
                Optional.ofNullable(row.getObject("duration_ms", Long.class)).map(Duration::ofMillis),
                Optional.ofNullable(row.getString("message")));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Returns an instant as the driver takes it. */
    static OffsetDateTime sql(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Returns foreign text cut to what a column holds; PostgreSQL takes no zero bytes. */
    static String cut(String text, int most) {
        return Excerpt.fit(text.replace('\0', '\uFFFD'), most);
    }
}
