package coop.ccci.bridge.ledger;

import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One test of one recipe at one commit.
 *
 * @param id the run id
 * @param triggerId the trigger that asked for it first
 * @param origin what kind of trigger that is
 * @param repository the recipe's repository, where the pull request is
 * @param pullRequest its number; 0 where the run is of none, but of a branch
 * @param recipe the recipe under test
 * @param commit the commit that the commenter saw
 * @param source where to clone from, without credentials
 * @param target the branch that the pull request was for when the run was made; of a run of none, the branch or tag that is
 *     tested; empty when that was not known
 * @param author the login of who asked; empty when nobody did
 * @param authorId the forge's number of that account; 0 when nobody did
 * @param engine the name of the engine
 * @param mode how much it does
 * @param state where it stands
 * @param queuedAt when it was made
 * @param launch what the engine was asked; empty while queued
 * @param stop that somebody asked for its end; empty otherwise
 * @param end how it ended; empty until then
 */
public record Run(
        RunId id,
        long triggerId,
        Trigger.Source origin,
        Repository repository,
        int pullRequest,
        RecipeName recipe,
        Commit commit,
        URI source,
        Optional<String> target,
        String author,
        long authorId,
        String engine,
        Mode mode,
        State state,
        Instant queuedAt,
        Optional<Launch> launch,
        Optional<Stop> stop,
        Optional<End> end) {

    /** Returns whether the run is one of a pull request, which then shows how it went. */
    public boolean isOfPullRequest() {
        return pullRequest > 0;
    }

    /**
     * Returns where people see its repository.
     *
     * @param forge the address of the first forge, without a slash at its end; of another one, it is what the run clones from
     */
    public String repositoryUrl(URI forge) {
        return repository.forge().equals(Repository.FIRST_FORGE)
                ? forge + "/" + repository
                : source.toString().replaceFirst("\\.git$", "");
    }

    /** Returns the branch that its pull request is for; empty for a run of none, and when that was not known. */
    public Optional<String> pullRequestTarget() {
        return target.filter(branch -> isOfPullRequest());
    }

    /** Returns whether somebody waits for it: those of nobody make way. */
    public boolean isOfPerson() {
        return origin == Trigger.Source.COMMENT;
    }

    /** Returns whether the run is one of that pull request. */
    public boolean isOn(Repository otherRepository, int otherPullRequest) {
        return repository.equals(otherRepository) && pullRequest == otherPullRequest;
    }

    /**
     * What the engine was asked.
     *
     * @param times how often the run was launched, from 1
     * @param at when last
     * @param deadline when the bridge ends it
     * @param fault why the last launch failed; empty when it did not
     */
    public record Launch(int times, Instant at, Instant deadline, Optional<EngineFault> fault) {}

    /**
     * That a run is to end before its time.
     *
     * @param verdict what to call it then
     * @param reason why
     * @param at since when
     * @param sentAt when the engine was last asked to end it; empty when it was not yet
     */
    public record Stop(Verdict verdict, RunReason reason, Instant at, Optional<Instant> sentAt) {}

    /**
     * How a run ended.
     *
     * @param verdict how
     * @param level 0 to 5
     * @param reason why; empty when the results say why, or when it passed
     * @param results what the harness wrote; absent when it did not get to it
     * @param at when
     */
    public record End(Verdict verdict, int level, Optional<RunReason> reason, Optional<Results> results, Instant at) {}

    /** Where a run stands. */
    public enum State {
        /** Waiting for the engine. */
        QUEUED,

        /** Handed to the engine. */
        RUNNING,

        /** Over, with a verdict. */
        FINISHED;

        /** Returns the word in the ledger, in addresses and in texts. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** How much a run does. */
    public enum Mode {
        /** Everything. */
        FULL,

        /** What is quick, so its verdict says less. */
        QUICK;

        /** Returns the word in the ledger and, as {@code CCCI_MODE}, in the environment of a run. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns whether a run of this mode answers what the other one asks. */
        public boolean covers(Mode other) {
            return this == FULL || this == other;
        }

        static Mode parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * A run as lists show it. All of it stands in columns, so that a list takes no longer however much its runs have to tell.
     *
     * @param run the run; in a list without its results
     * @param outcome what its results say in short; empty until it is over, and when it left none
     */
    public record RunSummary(Run run, Optional<Outcome> outcome) {

        /** Returns whether it is over. */
        public boolean isOver() {
            return run.end().isPresent();
        }

        /** Returns whether it ended with a verdict on the recipe's own branch or version, and not on a pull request. */
        public boolean tellsOfRecipe() {
            return !run.isOfPullRequest()
                    && run.end()
                            .filter(end -> end.verdict() == Verdict.PASSED || end.verdict() == Verdict.FAILED)
                            .isPresent();
        }

        /**
         * The results in short.
         *
         * @param took from the harness's start to its end
         * @param rungs the status of each rung, lowest first
         * @param failure the first thing that went wrong, in a sentence; empty when nothing did
         * @param pictured whether there was a picture of the app
         */
        public record Outcome(Duration took, List<RungStatus> rungs, Optional<String> failure, boolean pictured) {
            /** The most characters of {@link #failure} that are kept. */
            static final int MAX_FAILURE_LENGTH = 1000;

            private static final String SEPARATOR = ",";

            /** Copies what could change. */
            public Outcome {
                rungs = List.copyOf(rungs);
            }

            static Outcome of(Results results) {
                return new Outcome(
                        Duration.between(results.startedAt(), results.finishedAt()),
                        Arrays.stream(Rung.values())
                                .map(rung -> results.rungs().getOrDefault(rung, RungStatus.UNVER))
                                .toList(),
                        results.failure().map(failure -> RowMappers.cut(failure.message(), MAX_FAILURE_LENGTH)),
                        results.screenshot().isPresent());
            }

            /** Returns the rungs as the ledger keeps them. */
            String rungsColumn() {
                return rungs.stream()
                        .map(Enum::name)
                        .collect(Collectors.joining(SEPARATOR))
                        .toLowerCase(Locale.ROOT);
            }

            static List<RungStatus> parseRungs(String column) {
                return Arrays.stream(column.toUpperCase(Locale.ROOT).split(SEPARATOR, -1))
                        .map(RungStatus::valueOf)
                        .toList();
            }
        }
    }
}
