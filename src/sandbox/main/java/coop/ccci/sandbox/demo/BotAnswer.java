package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person sees of the bridge's answer under a pull request: nothing but the texts in Gitea are read for it.
 *
 * @param word the first word in bold of the bot's newest answer, such as {@code queued}, {@code running} or {@code
 *     passed}; {@code refused} for a refusal; empty as long as there is no answer
 * @param stage the stage of the run that is going on, as the answer has it
 */
record BotAnswer(Optional<String> word, Optional<String> stage) {
    private static final Set<String> NOT_YET = Set.of("queued", "running");
    private static final Pattern BOLD = Pattern.compile("\\*\\*([a-z ]+)\\*\\*");
    private static final Pattern RUNNING_STAGE = Pattern.compile("\\| `?([a-z-]+)`? \\| … running");
    private static final String REFUSAL = "Not run:";

    /**
     * Reads the comments of a pull request for an answer to the comment with that id. The bridge edits one comment per
     * pull request, which may be older than the question: it says, unseen by people, which comments it answers.
     */
    static BotAnswer of(List<GiteaApi.Comment> comments, long asked) {
        var answers = Pattern.compile("<!-- cc-ci (run \\d+ for comment|answer to)( \\d+)* " + asked + "( \\d+)* -->");
        var answer = comments.stream()
                .filter(comment -> comment.author().equals(SandboxAccount.BOT.login()))
                .filter(comment -> answers.matcher(comment.body()).find())
                .max(Comparator.comparingLong(GiteaApi.Comment::id))
                .map(GiteaApi.Comment::body)
                .orElse("");
        if (answer.contains(REFUSAL)) {
            return new BotAnswer(Optional.of("refused"), Optional.empty());
        }
        return new BotAnswer(first(BOLD, answer), first(RUNNING_STAGE, answer));
    }

    /** Returns whether this is how it will stay. */
    boolean isVerdict() {
        return word.isPresent() && !NOT_YET.contains(word.get());
    }

    /** Returns the word, and the stage where there is one. */
    String describe() {
        return word.orElse("waiting for an answer")
                + stage.map(name -> ": " + name).orElse("");
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
