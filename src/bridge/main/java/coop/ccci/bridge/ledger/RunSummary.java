package coop.ccci.bridge.ledger;

import coop.ccci.contract.Results;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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
