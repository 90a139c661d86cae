package coop.ccci.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run found: the content of {@code results.json}, version {@value #SCHEMA}. The JSON Schema stands beside this
 * class as {@code results.v1.schema.json}; durations are seconds with fractions, instants RFC 3339 in UTC.
 *
 * @param schema the version of the form, {@value #SCHEMA}
 * @param runId the run
 * @param recipe the recipe under test
 * @param commit the commit that was deployed; absent when the run ended before it was known
 * @param source where the recipe was cloned from, without credentials
 * @param pullRequest the number of the pull request, where there is one
 * @param domain the domain of the app; absent when the run ended before one was picked
 * @param verdict how the run ended
 * @param level 0 to 5, as {@link Level#of} computes it from the rungs
 * @param startedAt when the harness began
 * @param finishedAt when everything was torn down
 * @param tiers every tier, in order
 * @param rungs every rung
 * @param failure the first thing that went wrong, for any verdict but {@code passed}
 * @param flags what is true of the run as a whole
 * @param timings where the time went
 */
public record Results(
        int schema,
        RunId runId,
        RecipeName recipe,
        Optional<Commit> commit,
        String source,
        Optional<Integer> pullRequest,
        Optional<String> domain,
        Verdict verdict,
        int level,
        Instant startedAt,
        Instant finishedAt,
        List<TierResult> tiers,
        Map<Rung, RungStatus> rungs,
        Optional<Failure> failure,
        Flags flags,
        Timings timings) {

    /** The version that is written; readers accept it and every older one. */
    public static final int SCHEMA = 1;

    /**
     * Checks what a reader relies on.
     *
     * @throws IllegalArgumentException when the verdict or the level says more than the tiers and rungs do
     */
    public Results {
        Objects.requireNonNull(runId, "run_id");
        Objects.requireNonNull(recipe, "recipe");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(flags, "flags");
        commit = commit == null ? Optional.empty() : commit;
        pullRequest = pullRequest == null ? Optional.empty() : pullRequest;
        domain = domain == null ? Optional.empty() : domain;
        failure = failure == null ? Optional.empty() : failure;
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
        rungs = ordered(rungs);
        if (level > Level.of(rungs)) {
            throw new IllegalArgumentException("level " + level + " is overstated: the rungs reach " + Level.of(rungs));
        }
        if (verdict == Verdict.PASSED && !mayPass(tiers, flags)) {
            throw new IllegalArgumentException(
                    "a run cannot have passed with a failed tier, with no tier passed, or with something left behind");
        }
    }

    private static Map<Rung, RungStatus> ordered(Map<Rung, RungStatus> rungs) {
        var ordered = new EnumMap<Rung, RungStatus>(Rung.class);
        if (rungs != null) {
            ordered.putAll(rungs);
        }
        return Collections.unmodifiableMap(ordered);
    }

    /** Whether tiers and flags allow the verdict {@code passed}. */
    public static boolean mayPass(List<TierResult> tiers, Flags flags) {
        return flags.cleanTeardown()
                && tiers.stream().anyMatch(tier -> tier.status() == TierStatus.PASS)
                && tiers.stream().noneMatch(tier -> tier.status() == TierStatus.FAIL);
    }

    /**
     * The first thing that went wrong.
     *
     * @param stage where: a stage of the run as in its events, for example {@code converge}
     * @param message one sentence for people
     * @param details lines that help to understand it, such as task errors and the service's last log lines; foreign
     *     text, masked, at most some hundred lines
     */
    public record Failure(String stage, String message, List<String> details) {
        /** Makes absent details an empty list. */
        public Failure {
            Objects.requireNonNull(stage, "stage");
            Objects.requireNonNull(message, "message");
            details = details == null ? List.of() : List.copyOf(details);
        }
    }

    /**
     * What is true of the run as a whole.
     *
     * @param cleanTeardown that nothing of the run was left, seen by looking for every kind of object
     */
    public record Flags(boolean cleanTeardown) {}

    /**
     * Where the time went. What remains of {@code total} is the harness's own.
     *
     * @param total from start to end
     * @param abra inside {@code abra}
     * @param swarm waiting for swarm: convergence and removal
     * @param app waiting for the app's answer
     */
    public record Timings(Duration total, Duration abra, Duration swarm, Duration app) {
        /** The harness's own share. */
        public Duration overhead() {
            return total.minus(abra).minus(swarm).minus(app);
        }
    }
}
