package coop.ccci.bridge.report;

import coop.ccci.bridge.admission.Commands;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.bridge.trigger.CommandWords;
import coop.ccci.contract.Commit;
import java.util.Optional;
import java.util.stream.Collectors;

/** The answers to single comments, in Markdown. */
public final class CommentTexts {
    private static final int MAX_NAME_LENGTH = 63;

    private CommentTexts() {}

    /**
     * Returns what the author of a comment is told.
     *
     * @return empty when nobody expects an answer
     */
    static Optional<String> answer(TriggerReason reason) {
        return reason.match(new Answers());
    }

    /** Returns why a comment does not get what it asked for, and what to do. */
    static String describe(Refusal refusal) {
        return refusal.match(new Refusals());
    }

    private static String help() {
        return "I test this pull request by deploying it. Write one of these as a comment of its own:\n\n" + table()
                + "\nMembers of the organisation can ask. One comment of mine shows the newest run, with the older ones"
                + " folded below.";
    }

    /** Returns the commands as a table in Markdown; the documentation has the same. */
    public static String table() {
        return Commands.usages().stream()
                .map(CommentTexts::row)
                .collect(Collectors.joining("", "| comment | who | what happens |\n|---|---|---|\n", ""));
    }

    private static String row(Commands.Usage usage) {
        var example = usage.exampleComment()
                .map(comment -> " (for example `" + comment + "`)")
                .orElse("");
        return Markdown.row("`" + usage.comment() + "`", usage.who(), usage.effect() + example);
    }

    /** Returns a command in a block, which forges show with a button that copies it. */
    private static String copyable(String words) {
        return "\n\n```text\n" + (CommandWords.BOT_WORD + " " + words).strip() + "\n```";
    }

    private static final class Answers implements TriggerReason.Cases<Optional<String>> {
        @Override
        public Optional<String> help() {
            return Optional.of(CommentTexts.help());
        }

        @Override
        public Optional<String> refused(Refusal refusal) {
            return Optional.of(describe(refusal));
        }

        @Override
        public Optional<String> ignored(IgnoreReason why) {
            return Optional.empty();
        }

        @Override
        public Optional<String> text(String text) {
            return Optional.of(text);
        }
    }

    private static final class Refusals implements Refusal.Cases<String> {
        @Override
        public String notAMember(String organisation) {
            return "Not run: only members of " + organisation
                    + " can ask for a test. Ask one of them to comment `!testme`.";
        }

        @Override
        public String notEnrolled(String name) {
            return "Not run: " + Markdown.code(name, MAX_NAME_LENGTH)
                    + " is not enrolled. An operator of cc-ci can add it.";
        }

        @Override
        public String closed() {
            return "Not run: this pull request is closed. Open it again and comment `!testme`.";
        }

        @Override
        public String headMoved() {
            return "Not run: something was pushed after your comment. Look at it, then comment `!testme` again.";
        }

        @Override
        public String anotherHead(String named, Commit head) {
            return "Not run: " + Markdown.code(named, MAX_NAME_LENGTH)
                    + " is not the head of this pull request, which is `" + head.abbreviated()
                    + "` now. Comment `!testme "
                    + head.abbreviated() + "` to test that.";
        }

        @Override
        public String unknownCommand(String word, Optional<String> meant) {
            return "Not run: I do not know " + Markdown.code(word, MAX_NAME_LENGTH) + ". "
                    + meant.map(right -> "Did you mean this? Copy it into a comment of its own:" + copyable(right))
                            .orElse("For a test, copy this into a comment of its own (`!testme help` lists the rest):"
                                    + copyable(""));
        }

        @Override
        public String nothingToCancel() {
            return "Nothing to cancel: no run of this pull request is waiting or running.";
        }

        @Override
        public String tooMany(Refusal.Quota quota, int max) {
            var most = max + (max == 1 ? " run" : " runs") + " waiting or running, which is the most ";
            return "Not run: "
                    + switch (quota) {
                        case PERSON -> "you have " + most + "for one person";
                        case REPOSITORY -> "this repository has " + most + "for one";
                        case ALL -> "there are " + most + "that I take";
                    }
                    + ". Comment `!testme` again when one of them is over.";
        }
    }
}
