package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.Commands.Command;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaJson.PullRequest;
import coop.ccci.bridge.forge.GiteaJson.Timeline;
import coop.ccci.bridge.forge.GiteaJson.TimelineEntry;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.contract.Commit;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code !testme}: a run of the pull request's head.
 *
 * @param mode how much it does
 * @param commit how the head must begin, where the comment names it
 */
record TestCommand(Run.Mode mode, Optional<CommitPrefix> commit) implements Command {
    private static final String QUICK = "--quick";

    static final Spec SPEC = new Spec(
            List.of(
                    new Commands.Usage(
                            "",
                            Commands.Usage.MEMBERS,
                            "tests everything, at the current head",
                            Optional.empty(),
                            Set.of()),
                    new Commands.Usage(
                            QUICK,
                            Commands.Usage.MEMBERS,
                            "tests only what is quick; the verdict says less",
                            Optional.empty(),
                            Set.of("quick", "fast", "q")),
                    new Commands.Usage(
                            "<commit>",
                            Commands.Usage.MEMBERS,
                            "tests everything, if the head begins with these 7 to 40 digits; goes with `--quick`",
                            Optional.of("0123abc"),
                            Set.of())),
            words -> new Arguments(words).command());

    /** Returns the first word that is not one of this command's; the first of all where it cannot be told. */
    static String firstUnknown(List<String> words) {
        return new Arguments(words).firstUnknown().orElse(words.get(0));
    }

    @Override
    public boolean needsHead() {
        return true;
    }

    @Override
    public Decision decideForStranger(AdmissionRequest request) {
        return request.refuse(
                new Refusal.NotAMember(request.place().repository().owner()));
    }

    @Override
    public Decision decide(AdmissionRequest request, AdmissionSettings settings) {
        var place = request.place();
        if (!settings.isEnrolled(place.repository())) {
            return request.refuse(new Refusal.NotEnrolled(place.repository().name()));
        }
        var pullRequest = request.pullRequest();
        if (pullRequest.isEmpty() || !pullRequest.get().isOpen()) {
            return request.refuse(new Refusal.Closed());
        }
        var head = pullRequest.get().head();
        var named = commit.filter(prefix -> !prefix.fits(head));
        if (named.isPresent()) {
            return request.refuse(new Refusal.AnotherHead(named.get().digits(), head));
        }
        return CommentedCommit.of(
                        request.comment().orElseThrow(),
                        pullRequest.get(),
                        request.timeline().orElseThrow())
                .<Decision>match(
                        known ->
                                admit(request, known.commit(), pullRequest.get().target()),
                        moved -> request.refuse(new Refusal.HeadMoved()),
                        unsettled -> new Decision.Wait(Decision.WaitReason.TIMELINE_BEHIND));
    }

    private Decision admit(AdmissionRequest request, Commit seen, Optional<String> target) {
        var recipe = request.place().repository().recipe().orElseThrow();
        return new Decision.Admit(request.author(), recipe, seen, target, mode);
    }

    /** The words behind the command, each of which may be there once and in any order. */
    private static final class Arguments {
        private Run.Mode mode = Run.Mode.FULL;
        private Optional<CommitPrefix> commit = Optional.empty();
        private final Optional<String> firstUnknown;

        Arguments(List<String> words) {
            firstUnknown = words.stream().filter(word -> !take(word)).findFirst();
        }

        private boolean take(String word) {
            if (word.equals(QUICK) && mode == Run.Mode.FULL) {
                mode = Run.Mode.QUICK;
                return true;
            }
            if (commit.isEmpty()) {
                commit = CommitPrefix.parse(word);
                return commit.isPresent();
            }
            return false;
        }

        Optional<String> firstUnknown() {
            return firstUnknown;
        }

        Optional<Command> command() {
            return firstUnknown.isPresent() ? Optional.empty() : Optional.of(new TestCommand(mode, commit));
        }
    }

    /**
     * The first digits of a commit's name, or all of them.
     *
     * @param digits 7 to 40 hexadecimal digits in lower case
     */
    record CommitPrefix(String digits) {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{7,40}");

        /**
         * Checks the digits.
         *
         * @throws IllegalArgumentException when they are too few, too many, or others
         */
        CommitPrefix {
            if (!FORM.matcher(digits).matches()) {
                throw new IllegalArgumentException("a commit is named by 7 to 40 hexadecimal digits");
            }
        }

        /** Reads one, in small or capital letters; empty when it is something else. */
        static Optional<CommitPrefix> parse(String word) {
            var digits = word.toLowerCase(Locale.ROOT);
            return FORM.matcher(digits).matches() ? Optional.of(new CommitPrefix(digits)) : Optional.empty();
        }

        /** Returns whether the commit begins so. */
        boolean fits(Commit commit) {
            return commit.value().startsWith(digits);
        }

        @Override
        public String toString() {
            return digits;
        }
    }

    /** Which commit the author of a comment saw. */
    sealed interface CommentedCommit {
        /** Calls the function for this kind. */
        <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled);

        /** Gitea writes a push into the timeline in the background, a moment after the head has moved. */
        Duration SETTLE_TIME = Duration.ofSeconds(2);

        /**
         * It is known, and it is still the head.
         *
         * @param commit the commit
         */
        record Known(Commit commit) implements CommentedCommit {
            @Override
            public <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled) {
                return known.apply(this);
            }
        }

        /** The head has moved since. */
        record Moved() implements CommentedCommit {
            @Override
            public <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled) {
                return moved.apply(this);
            }
        }

        /** It cannot be told yet. */
        record Unsettled() implements CommentedCommit {
            @Override
            public <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled) {
                return unsettled.apply(this);
            }
        }

        /**
         * Finds it. The timeline has comments and pushes in one order: what the author saw is what the last push before
         * the comment brought, and without a push, what the pull request was opened with.
         *
         * @param before the pull request, read before its timeline
         * @param timeline what happened
         */
        static CommentedCommit of(ForgeComment comment, PullRequest before, Timeline timeline) {
            var pushes = timeline.entries().stream()
                    .filter(TimelineEntry::isPush)
                    .sorted(Comparator.comparingLong(TimelineEntry::id))
                    .toList();
            if (!timeline.isWhole() || pushes.stream().anyMatch(push -> push.id() > comment.id())) {
                return new Moved();
            }
            var last = pushes.isEmpty() ? null : pushes.get(pushes.size() - 1);
            if (last != null && !last.commits().isEmpty()) {
                var seen = last.commits().get(last.commits().size() - 1);
                return seen.equals(before.head()) ? new Known(seen) : new Moved();
            }
            var settled = timeline.readAt().isEmpty()
                    || !timeline.readAt().get().isBefore(comment.createdAt().plus(SETTLE_TIME));
            return settled ? new Known(before.head()) : new Unsettled();
        }
    }
}
