package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run found: the content of {@code results.json}, version {@value #SCHEMA}. The JSON Schema stands beside this
 * class as {@code results.v2.schema.json}; durations are seconds with fractions, instants RFC 3339 in UTC.
 *
 * @param schema the version of the form, {@value #SCHEMA}
 * @param runId the run
 * @param recipe the recipe under test
 * @param commit the commit that was deployed; absent when the run ended before it was known
 * @param source where the recipe was cloned from, without credentials
 * @param pullRequest the number of the pull request, where there is one
 * @param domains the domain of each app that was begun; no app is in it twice, and none when the run ended before
 * @param base what the upgraded app was deployed as at first; absent when there was none, or it was not come to
 * @param deploys how often an app was deployed afresh: at most once each, the upgrade in place is not one
 * @param verdict how the run ended
 * @param level 0 to 5, as {@link Level#of} computes it from the rungs
 * @param startedAt when the harness began
 * @param finishedAt when everything was torn down
 * @param tiers every tier, in order
 * @param rungs every rung
 * @param lint what {@code abra recipe lint} said; absent when it was not asked
 * @param screenshot the name of the picture's file in the run's folder, {@link RunDirectory#SCREENSHOT}; absent when none
 *     was taken
 * @param summary the name of the card's file in the run's folder, {@link RunDirectory#SUMMARY}; absent when none was drawn
 * @param failure the first thing that went wrong, for any verdict but {@code passed}
 * @param notes what was worth telling besides, one sentence each, in the order in which it was seen; masked
 * @param flags what is true of the run as a whole
 * @param timings where the time went
 * @param dependencies the apps that the one under test depends on, in the order in which they were deployed
 * @param kept the apps of the run that were left up on purpose; none unless somebody asked for it and it failed
 */
public record Results(
        int schema,
        RunId runId,
        RecipeName recipe,
        Optional<Commit> commit,
        String source,
        Optional<Integer> pullRequest,
        Map<TestedApp, String> domains,
        Optional<Base> base,
        int deploys,
        Verdict verdict,
        int level,
        Instant startedAt,
        Instant finishedAt,
        List<TierResult> tiers,
        Map<Rung, RungStatus> rungs,
        Optional<Lint> lint,
        Optional<String> screenshot,
        Optional<String> summary,
        Optional<Failure> failure,
        List<String> notes,
        Flags flags,
        Timings timings,
        List<DependencyResult> dependencies,
        List<KeptApp> kept) {

    /** The version that is written; readers accept it and every older one. */
    public static final int SCHEMA = 2;

    /**
     * Checks what a reader relies on.
     *
     * @throws IllegalArgumentException when the verdict, the level or a rung says more than the tiers and lint do, when the
     *     picture has another name than a picture has, or when an app is kept that is none of the run's
     */
    public Results {
        Objects.requireNonNull(runId, "run_id");
        Objects.requireNonNull(recipe, "recipe");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(flags, "flags");
        commit = commit == null ? Optional.empty() : commit;
        pullRequest = pullRequest == null ? Optional.empty() : pullRequest;
        domains = ordered(TestedApp.class, domains);
        base = base == null ? Optional.empty() : base;
        lint = lint == null ? Optional.empty() : lint;
        screenshot = screenshot == null ? Optional.empty() : screenshot;
        summary = summary == null ? Optional.empty() : summary;
        failure = failure == null ? Optional.empty() : failure;
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
        notes = notes == null ? List.of() : List.copyOf(notes);
        rungs = ordered(Rung.class, rungs);
        dependencies = dependencies == null ? List.of() : List.copyOf(dependencies);
        kept = kept == null ? List.of() : List.copyOf(kept);
        requireConsistent(tiers, rungs, lint);
        requireOwn(kept, domains, dependencies);
        if (screenshot.filter(name -> !name.equals(RunDirectory.SCREENSHOT)).isPresent()) {
            throw new IllegalArgumentException("a screenshot can only be " + RunDirectory.SCREENSHOT);
        }
        if (summary.filter(name -> !name.equals(RunDirectory.SUMMARY)).isPresent()) {
            throw new IllegalArgumentException("a summary can only be " + RunDirectory.SUMMARY);
        }
        if (level < 0 || level > Level.of(rungs)) {
            throw new IllegalArgumentException("level " + level + " is overstated: the rungs reach " + Level.of(rungs));
        }
        if (verdict == Verdict.PASSED && failure.isPresent()) {
            throw new IllegalArgumentException("a run cannot have passed with a failure in "
                    + failure.get().stage());
        }
        if (verdict == Verdict.PASSED && dependencies.stream().anyMatch(one -> !one.isReady())) {
            throw new IllegalArgumentException("a run cannot have passed when an app that it depends on was not there");
        }
        if (verdict == Verdict.PASSED && !kept.isEmpty()) {
            throw new IllegalArgumentException("a run that has passed keeps no app");
        }
        if (verdict == Verdict.PASSED && !mayPass(tiers, flags)) {
            throw new IllegalArgumentException(
                    "a run cannot have passed with a failed tier, with no tier passed, or with something left behind"
                            + " or leaked");
        }
    }

    private static void requireConsistent(List<TierResult> tiers, Map<Rung, RungStatus> rungs, Optional<Lint> lint) {
        if (tiers.stream().map(TierResult::tier).distinct().count() < tiers.size()) {
            throw new IllegalArgumentException("a tier cannot have ended twice");
        }
        rungs.forEach((rung, claim) -> {
            if (!Ladder.allows(rung, claim, tiers, lint.map(Lint::status))) {
                throw new IllegalArgumentException("the rung " + rung.code() + " cannot be " + claim.code()
                        + ": the tiers, or lint, do not show it");
            }
        });
    }

    private static void requireOwn(
            List<KeptApp> kept, Map<TestedApp, String> domains, List<DependencyResult> dependencies) {
        for (var app : kept) {
            if (!domains.containsValue(app.domain())
                    && dependencies.stream().noneMatch(one -> one.domain().equals(Optional.of(app.domain())))) {
                throw new IllegalArgumentException("the app " + app.domain() + " is kept, but is none of the run's");
            }
        }
    }

    private static <K extends Enum<K>, V> Map<K, V> ordered(Class<K> keys, Map<K, V> map) {
        var ordered = new EnumMap<K, V>(keys);
        if (map != null) {
            ordered.putAll(map);
        }
        return Collections.unmodifiableMap(ordered);
    }

    /** Whether tiers and flags allow the verdict {@code passed}. */
    public static boolean mayPass(List<TierResult> tiers, Flags flags) {
        return flags.cleanTeardown()
                && flags.noSecretLeak()
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
     * @param cleanTeardown that nothing of the run was left but what is {@link Results#kept}, seen by looking for every kind
     *     of object
     * @param noSecretLeak that none of the secrets that the harness knew stands in any file of the run, seen by
     *     searching them all
     */
    public record Flags(boolean cleanTeardown, boolean noSecretLeak) {}

    /**
     * What the upgrade began with.
     *
     * @param kind which rule picked it
     * @param version the version tag or, where there is none, the commit
     * @param reason one sentence for people
     */
    public record Base(Kind kind, String version, String reason) {
        /** Checks that all parts are there. */
        public Base {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(reason, "reason");
        }

        /** The rules. */
        public enum Kind {
            /** {@code recipe.yml} names it. */
            OVERRIDE,

            /** The newest state of the recipe that passed a whole run here. */
            LAST_GREEN,

            /** The newest published version older than the commit's own, where the next best is no older than it. */
            PUBLISHED_VERSION,

            /** The tip of the branch that the pull request is to be merged into. */
            TARGET_BRANCH;

            /** The word in {@code results.json}. */
            @JsonValue
            public String code() {
                return name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
    }

    /**
     * What {@code abra recipe lint} said of the commit under test. It never changes the verdict.
     *
     * @param status the rung: {@code pass}, {@code fail}, or {@code unver} when it could not be read
     * @param reason why it did not pass, one sentence; absent when it did
     * @param rules the rows of its table, in order
     */
    public record Lint(RungStatus status, Optional<String> reason, List<Rule> rules) {
        /**
         * Checks that it says why it did not pass.
         *
         * @throws IllegalArgumentException when it does not, or when it passed without a rule
         */
        public Lint {
            Objects.requireNonNull(status, "status");
            reason = reason == null ? Optional.empty() : reason;
            rules = rules == null ? List.of() : List.copyOf(rules);
            if (status == RungStatus.SKIP) {
                throw new IllegalArgumentException("lint is never left out on purpose: leave it away or say unver");
            }
            if (status != RungStatus.PASS && reason.isEmpty()) {
                throw new IllegalArgumentException("lint ended as " + status.code() + " without a reason");
            }
            if (status == RungStatus.PASS && rules.isEmpty()) {
                throw new IllegalArgumentException("lint cannot have passed: it names no rule");
            }
            if (status == RungStatus.PASS && rules.stream().anyMatch(Rule::isBrokenError)) {
                throw new IllegalArgumentException("lint cannot have passed: an error in it is not satisfied");
            }
        }

        /**
         * One row of the table.
         *
         * @param ref its name, for example {@code R014}
         * @param rule what should be true, in abra's words
         * @param severity {@code error} or {@code warn}, in abra's words
         * @param satisfied whether it was
         * @param skipped whether abra left it out, and said why
         */
        public record Rule(String ref, String rule, String severity, boolean satisfied, boolean skipped) {
            /** Whether it must be satisfied, was not left out, and is not. */
            @JsonIgnore
            public boolean isBrokenError() {
                return severity.equals("error") && !satisfied && !skipped;
            }
        }
    }

    /**
     * Where the time went. What remains of {@code total} is the harness's own.
     *
     * @param total from start to end
     * @param abra inside {@code abra}
     * @param swarm waiting for swarm: convergence and removal
     * @param app waiting for the app's answers, and in the recipe's own checks and tests
     */
    public record Timings(Duration total, Duration abra, Duration swarm, Duration app) {
        /** The harness's own share. */
        public Duration overhead() {
            return total.minus(abra).minus(swarm).minus(app);
        }
    }
}
