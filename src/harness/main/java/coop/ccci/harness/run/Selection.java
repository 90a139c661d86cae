package coop.ccci.harness.run;

import coop.ccci.contract.Tier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stages of a run that were selected.
 *
 * @param tiers the tiers to go through
 * @param lint whether abra is asked to lint the recipe
 */
record Selection(Set<Tier> tiers, boolean lint) {
    private static final String LINT = "lint";

    /** All that there is. */
    static final Selection ALL = new Selection(EnumSet.allOf(Tier.class), true);

    /** What says most in the least time: everything that neither backs up nor restores. */
    private static final Selection QUICK = new Selection(EnumSet.of(Tier.INSTALL, Tier.UPGRADE, Tier.FUNCTIONAL), true);

    /** Copies what could change. */
    Selection {
        tiers = Set.copyOf(tiers);
    }

    /** Returns whether a tier was asked for. */
    boolean has(Tier tier) {
        return tiers.contains(tier);
    }

    /**
     * Reads what was asked for.
     *
     * @param stages words with commas between them, for example {@code install,upgrade}
     * @param mode {@code cold} or {@code quick}
     * @throws IllegalArgumentException for a word that is none, or when both say something
     */
    static Selection of(Optional<String> stages, Optional<String> mode) {
        var quick = mode.map(Selection::isQuick).orElse(false);
        if (stages.isPresent() && quick) {
            throw new IllegalArgumentException(
                    "--mode quick (CCCI_MODE) selects its stages itself; leave --stages (STAGES)" + " or the mode out");
        }
        return stages.map(Selection::parse).orElse(quick ? QUICK : ALL);
    }

    private static boolean isQuick(String mode) {
        return switch (mode) {
            case "quick" -> true;
            case "cold" -> false;
            default ->
                throw new IllegalArgumentException("\"" + mode.replaceAll("\\p{Cntrl}", "?")
                        + "\" is not a mode; give --mode (CCCI_MODE) cold or quick");
        };
    }

    private static Selection parse(String text) {
        var words =
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toCollection(TreeSet::new));
        var known = Stream.concat(Arrays.stream(Tier.values()).map(Tier::code), Stream.of(LINT))
                .toList();
        if (!known.containsAll(words)) {
            throw new IllegalArgumentException("\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" are not stages; give"
                    + " --stages (STAGES) some of " + String.join(",", known) + " with commas between them");
        }
        var tiers = EnumSet.noneOf(Tier.class);
        Arrays.stream(Tier.values()).filter(tier -> words.contains(tier.code())).forEach(tiers::add);
        return new Selection(tiers, words.contains(LINT));
    }
}
