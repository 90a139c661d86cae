package coop.ccci.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tiers and lint allow to be claimed of the rungs. Saying less than they show is always allowed: a level may
 * be understated, never overstated.
 */
final class Ladder {
    private static final Map<Rung, List<Tier>> TIERS = Map.of(
            Rung.INSTALL, List.of(Tier.INSTALL),
            Rung.UPGRADE, List.of(Tier.UPGRADE),
            Rung.BACKUP_RESTORE, List.of(Tier.BACKUP, Tier.RESTORE),
            Rung.FUNCTIONAL, List.of(Tier.FUNCTIONAL));

    private Ladder() {}

    /**
     * Whether a claim is borne out.
     *
     * @param tiers how the tiers ended; one that is absent shows nothing
     * @param lint what lint came to; empty when it was not asked
     */
    static boolean allows(Rung rung, RungStatus claim, List<TierResult> tiers, Optional<RungStatus> lint) {
        return switch (claim) {
            case FAIL, UNVER -> true;
            case PASS ->
                rung == Rung.LINT
                        ? lint.equals(Optional.of(RungStatus.PASS))
                        : TIERS.get(rung).stream().allMatch(tier -> ended(tier, TierStatus.PASS, tiers));
            case SKIP ->
                rung != Rung.LINT
                        && TIERS.get(rung).stream()
                                .allMatch(tier ->
                                        ended(tier, TierStatus.PASS, tiers) || ended(tier, TierStatus.SKIP, tiers))
                        && TIERS.get(rung).stream().anyMatch(tier -> ended(tier, TierStatus.SKIP, tiers));
        };
    }

    private static boolean ended(Tier tier, TierStatus status, List<TierResult> tiers) {
        var of = tiers.stream().filter(result -> result.tier() == tier).toList();
        return !of.isEmpty() && of.stream().allMatch(result -> result.status() == status);
    }
}
