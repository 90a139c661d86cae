package coop.ccci.harness.tier;

import coop.ccci.contract.Commit;
import coop.ccci.contract.TierResult.Assertion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Asserts on an app that was deployed from nothing: what somebody gets who installs the commit today. */
public final class InstallTier {
    private InstallTier() {}

    /**
     * Asserts.
     *
     * @param commit what was deployed
     * @param checks makes those of {@code recipe.yml}
     */
    public static TierOutcome on(RunContext app, Commit commit, Supplier<List<Assertion>> checks) {
        var all = new ArrayList<>(deployed(app, commit));
        all.addAll(checks.get());
        return new TierOutcome.Asserted(all);
    }

    /** Returns what must be true of every app that was deployed from nothing, of the base of an upgrade too. */
    public static List<Assertion> deployed(RunContext app, Commit commit) {
        var answers = GenericAssertions.answers(app);
        var runs = GenericAssertions.runs(app);
        var all = new ArrayList<>(List.of(runs, GenericAssertions.stays(app), GenericAssertions.isOf(app, commit)));
        all.addAll(answers);
        return all;
    }
}
