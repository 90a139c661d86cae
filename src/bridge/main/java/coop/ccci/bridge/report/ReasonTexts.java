package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.Results;
import coop.ccci.contract.TestedApp;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What happened to a run, in plain text without a full stop; it may hold foreign text. */
public final class ReasonTexts {
    private static final String WHILE_WAITING = " while the run was waiting";

    private static final Pattern COMMIT = Pattern.compile("(?<![0-9a-f])([0-9a-f]{8})[0-9a-f]{32}(?![0-9a-f])");

    /** A folder of the server, in front of a name that is not; the path of an address begins behind its host. */
    private static final Pattern SERVER_FOLDER = Pattern.compile(
            "(?<![\\w:/.])/(?:data|etc|home|mnt|nix|opt|proc|root|run|srv|tmp|usr|var)/(?:[\\w.@+~-]+/)*+");

    private ReasonTexts() {}

    /** Returns why a run ended, or is to end. */
    public static String describe(RunReason reason) {
        return reason.match(new RunReasons());
    }

    /** Returns what went wrong in an engine, and what to do about it. */
    public static String describe(EngineFault fault) {
        return fault.match(new EngineFaults());
    }

    /** Returns why a run ended as it did: its own reason, or what its results say; empty when neither says anything. */
    public static Optional<String> explain(Run.End end) {
        return end.reason()
                .map(ReasonTexts::describe)
                .or(() -> end.results().flatMap(Results::failure).map(Results.Failure::message));
    }

    /** Returns what people call one of the apps of a run. */
    public static String name(TestedApp app) {
        return switch (app) {
            case FRESH -> "the fresh app";
            case UPGRADED -> "the upgraded app";
            case SECOND_FRESH -> "the second fresh app";
        };
    }

    /** Returns a text with its commits as people read them: by their first digits. */
    public static String withShortCommits(String text) {
        return COMMIT.matcher(text).replaceAll("$1");
    }

    /** Returns what a program said of this server, without the folders, which are nobody's business elsewhere. */
    static String withoutFolders(String text) {
        return SERVER_FOLDER.matcher(text).replaceAll("");
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static final class RunReasons implements RunReason.Cases<String> {
        @Override
        public String cancelledBy(String login) {
            return "cancelled by " + login;
        }

        @Override
        public String cancelledByOperator() {
            return "cancelled by the operator of cc-ci";
        }

        @Override
        public String supersededBy(Commit newer) {
            return "a newer commit of this pull request, " + newer.abbreviated() + ", is tested instead";
        }

        @Override
        public String deadlinePassed() {
            return "it did not finish before its deadline";
        }

        @Override
        public String noCapacity(Duration waited) {
            return "the engine had no room for it within " + waited.toHours() + " hours";
        }

        @Override
        public String headMoved() {
            return "something was pushed" + WHILE_WAITING + ": look at it, then comment again";
        }

        @Override
        public String authorLeft(String organisation) {
            return "the author of the comment left " + organisation + WHILE_WAITING;
        }

        @Override
        public String pullRequestClosed() {
            return "the pull request was closed" + WHILE_WAITING;
        }

        @Override
        public String recipeRemoved() {
            return "the recipe is not enrolled any more";
        }

        @Override
        public String commentWithdrawn(IgnoreReason why) {
            return switch (why) {
                case DELETED -> "the comment that asked for this run was deleted";
                case EDITED -> "the comment that asked for this run was edited";
                case NO_COMMAND -> "the comment that asked for this run is not a command any more";
                case ELSEWHERE -> "the comment that asked for this run is not on this pull request";
                case BEFORE_FIRST_START -> "the comment that asked for this run is older than the bridge";
                case WRITTEN_BY_PROGRAM -> "the comment that asked for this run was written by a program";
                case AUTHOR_NOT_ALLOWED -> "the author of the comment may not ask for a run any more";
                case TOO_MANY_ANSWERS -> "the author of the comment has had too many answers within an hour";
                case TOO_MANY_COMMENTS ->
                    "the author of the comment has written more commands than one person may within an hour";
                case FORGE_GONE -> "its forge is not watched any more";
                case UNDECIDED -> "it could not be decided within a day whether the run may still start";
                case NOT_ENROLLED -> recipeRemoved();
                case NO_BRANCH -> "the repository has no default branch any more";
                case NEWER_COMMIT -> "there is a newer commit on the branch";
            };
        }

        @Override
        public String commandChanged() {
            return "the comment that asked for this run now asks for something else";
        }

        @Override
        public String didNotStart(Optional<EngineFault> fault, String console) {
            return "the harness did not start: "
                    + fault.map(ReasonTexts::describe)
                            .orElse("an operator finds why in the run's directory, in " + fileName(console));
        }

        @Override
        public String engineFailed(EngineFault fault) {
            return ReasonTexts.describe(fault);
        }

        @Override
        public String resultsOfAnotherRun() {
            return "the results in the run directory are of another run: if the ledger is newer than the run directories,"
                    + " move those away";
        }

        @Override
        public String anotherCommitTested(Commit tested) {
            return "the harness tested " + tested.abbreviated() + ", which is not what was asked for";
        }

        @Override
        public String text(String text) {
            return text;
        }
    }

    private static final class EngineFaults implements EngineFault.Cases<String> {
        @Override
        public String harnessDied() {
            return "the harness died before it wrote its results";
        }

        @Override
        public String unusableResults(String detail) {
            return "the results of the run cannot be used: " + withoutFolders(detail);
        }

        @Override
        public String unreachable(String detail) {
            return "the engine could not be asked what became of the run: " + withoutFolders(detail);
        }

        @Override
        public String commandFailed(String command, Optional<Integer> exitCode, String detail) {
            return fileName(command)
                    + exitCode.map(code -> " run --detach ended with exit code " + code)
                            .orElse(" could not be started")
                    + (detail.isEmpty() ? "" : ": " + withoutFolders(detail));
        }

        @Override
        public String buildCancelled(long build) {
            return "its build " + build + " was cancelled in Drone";
        }

        @Override
        public String buildTimedOut(long build, Duration timeout, String repository) {
            return "Drone ended its build " + build + " after " + timeout.toMinutes()
                    + " minutes, which is the time-out of " + repository + " there";
        }

        @Override
        public String buildWithoutResults(long build, String directory) {
            return "Drone's build " + build + " succeeded, and there are no results in the run's directory"
                    + ": CCCI_RUNS_DIR must be the same folder for the bridge and for Drone's runner";
        }

        @Override
        public String buildFailed(long build, Optional<Integer> exitCode, String directory, URI page) {
            return "Drone's build " + build + " failed"
                    + exitCode.map(code -> " (exit code " + code + ")").orElse("")
                    + " and left nothing in the run's directory"
                    + ": read " + page;
        }

        @Override
        public String buildEnded(long build, String status, Optional<String> error, URI page) {
            return "Drone's build " + build + " ended as " + status
                    + error.map(text -> " (" + text + ")").orElse("") + ": read " + page;
        }

        @Override
        public String buildUnknown(String detail) {
            return "what became of its build could not be learnt in time: " + withoutFolders(detail);
        }

        @Override
        public String pipelineUnusable(String repository, Optional<String> error, URI page) {
            return "Drone cannot use .drone.yml of " + repository + ": "
                    + error.orElse("it does not say why, see " + page);
        }

        @Override
        public String noPipeline(String repository) {
            return "Drone made no build: .drone.yml on the default branch of " + repository
                    + " has no pipeline for the event custom, or the account that activated it there is no more active";
        }

        @Override
        public String nothingToBuild(String repository, String detail) {
            return "Drone finds nothing to build in " + repository + ": does its default branch exist? (" + detail
                    + ")";
        }

        @Override
        public String repositoryUnknown(String repository) {
            return "Drone does not know the repository " + repository
                    + ": correct CI_REPO, or synchronise in Drone as an account that sees it";
        }

        @Override
        public String repositoryInactive(String repository) {
            return "the repository " + repository + " is not activated in Drone: activate it there";
        }

        @Override
        public String tokenRejected() {
            return "Drone does not take DRONE_TOKEN: give an API token of an account there that is valid";
        }

        @Override
        public String rightMissing(String repository, String detail) {
            return "the account of DRONE_TOKEN may not do that in Drone: give it write access to " + repository + " ("
                    + detail + ")";
        }

        @Override
        public String requestRefused(String detail) {
            return withoutFolders(detail);
        }
    }
}
