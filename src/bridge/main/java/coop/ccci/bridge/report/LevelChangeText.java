package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.RecipeLevels.KnownLevel;
import coop.ccci.bridge.ledger.RecipeLevels.LevelChange;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told when a recipe itself shows another level than before. */
final class LevelChangeText {
    private static final int MAX_REASON_LENGTH = 500;
    private static final int MAX_NAME_LENGTH = 100;

    private LevelChangeText() {}

    /** Returns an HTML comment, not seen by people, by which the issue is found again. */
    static String marker(LevelChange change) {
        return "<!-- cc-ci level of run " + change.run().id() + " -->";
    }

    /** Returns the issue's title. */
    static String title(LevelChange change) {
        var before = change.before().orElseThrow();
        var now = change.run().end().orElseThrow();
        return change.run().recipe() + ": " + words(now.verdict(), now.level()) + ", was "
                + words(before.verdict(), before.level());
    }

    private static String words(Verdict verdict, int level) {
        return verdict.code() + " at level " + level;
    }

    /**
     * Returns the issue's text.
     *
     * @param page where people read more of the run
     * @param pageBefore where people read more of the run before
     */
    static String issue(LevelChange change, URI page, URI pageBefore) {
        var run = change.run();
        var end = run.end().orElseThrow();
        var before = change.before().orElseThrow();
        var reason = ReasonTexts.explain(end)
                .map(text -> "\n\n" + Markdown.code(text, MAX_REASON_LENGTH))
                .orElse("");
        return marker(change) + "\n🌻 [Run " + run.id() + "](" + page + ") of `"
                + run.commit().abbreviated() + "` "
                + ref(run) + " " + words(end.verdict(), end.level()) + ". [Run " + before.run() + "](" + pageBefore
                + ") before it " + words(before.verdict(), before.level()) + "." + reason + "\n";
    }

    private static String ref(Run run) {
        return run.target()
                .map(name -> "(" + Markdown.code(name, MAX_NAME_LENGTH) + ")")
                .orElse("");
    }

    /** Returns what the webhook is sent; {@code id} is the same however often it is. */
    static Map<String, Object> message(LevelChange change, URI page) {
        var run = change.run();
        var end = run.end().orElseThrow();
        var message = new LinkedHashMap<String, Object>();
        message.put("id", "level-of-run-" + run.id());
        message.put("text", title(change) + " " + page);
        message.put("recipe", run.recipe().value());
        message.put("repository", run.repository().toString());
        message.put("ref", run.target().orElse(""));
        message.put("commit", run.commit().value());
        message.put("url", page.toString());
        message.put("before", level(change.before().orElseThrow()));
        message.put("now", level(new KnownLevel(run.id(), end.verdict(), end.level())));
        message.put("at", end.at().truncatedTo(ChronoUnit.SECONDS).toString());
        return message;
    }

    private static Map<String, Object> level(KnownLevel known) {
        return Map.of(
                "run", known.run().value(),
                "verdict", known.verdict().code(),
                "level", known.level());
    }
}
