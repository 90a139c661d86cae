package coop.ccci.sandbox.canary;

import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run of a canary must come to: the content of {@code expected.yml}, whose keys docs/canaries.md describes.
 *
 * @param about what is wrong with the recipe, one sentence for people
 * @param exit the exit code of the harness
 * @param verdict the verdict in the results
 * @param stage where the first thing goes wrong, {@code converge or serve} where that depends on how soon the engine tells of
 *     it; absent when nothing does
 * @param reason a piece of the sentence that says what went wrong
 * @param shows pieces of the lines that help a person to understand it
 * @param notes pieces of what is worth telling besides
 * @param tiers how tiers end; those that are not named may end as they like
 * @param reasons pieces of why tiers ended so
 * @param rungs what rungs say; those that are not named may say what they like
 * @param assertions pieces of names of assertions that were made, so that a deleted one is noticed
 * @param violates references of the lint rules that are not satisfied
 * @param clean whether nothing is left behind
 * @param leaks whether a secret is found in what the run wrote
 * @param lightweight whether the version's tag is a lightweight one
 * @param blocked the network of the app to which a container is attached by hand while the run goes on
 * @param quick whether it belongs to the short form
 */
public record ExpectedResult(
        String about,
        int exit,
        Verdict verdict,
        Optional<String> stage,
        Optional<String> reason,
        List<String> shows,
        List<String> notes,
        Map<Tier, TierStatus> tiers,
        Map<Tier, String> reasons,
        Map<Rung, RungStatus> rungs,
        List<String> assertions,
        List<String> violates,
        Optional<Boolean> clean,
        Optional<Boolean> leaks,
        boolean lightweight,
        Optional<String> blocked,
        boolean quick) {

    /**
     * What is absent is empty; nothing left behind and nothing leaked is what every run owes.
     *
     * @throws IllegalArgumentException when a red canary does not say where and why
     */
    public ExpectedResult {
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(verdict, "verdict");
        stage = orEmpty(stage);
        reason = orEmpty(reason);
        shows = shows == null ? List.of() : List.copyOf(shows);
        notes = notes == null ? List.of() : List.copyOf(notes);
        reasons = reasons == null ? Map.of() : Map.copyOf(reasons);
        tiers = tiers == null ? Map.of() : Map.copyOf(tiers);
        rungs = rungs == null ? Map.of() : Map.copyOf(rungs);
        assertions = assertions == null ? List.of() : List.copyOf(assertions);
        violates = violates == null ? List.of() : List.copyOf(violates);
        clean = Optional.of(orEmpty(clean).orElse(true));
        leaks = Optional.of(orEmpty(leaks).orElse(false));
        blocked = orEmpty(blocked);
        if (verdict != Verdict.PASSED && (stage.isEmpty() || reason.isEmpty())) {
            throw new IllegalArgumentException(
                    "a canary that goes red needs a stage and a piece of the reason: red for any reason proves"
                            + " nothing");
        }
    }

    /** Returns the verdict and where, as the table has it. */
    String describe() {
        return describe(verdict, stage, violates);
    }

    /** Returns a verdict and where it was lost. */
    static String describe(Verdict verdict, Optional<String> stage, List<String> violates) {
        return verdict.code()
                + stage.map(where -> " at " + where).orElse("")
                + (violates.isEmpty() ? "" : ", lint " + String.join(" ", violates));
    }

    private static <T> Optional<T> orEmpty(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
