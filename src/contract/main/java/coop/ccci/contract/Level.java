package coop.ccci.contract;

import java.util.Map;

/**
 * How much of a recipe is known to work: the number of the highest rung that passed with everything below it passed
 * or skipped on purpose; 0 when there is none. A level may be understated, never overstated.
 */
public final class Level {
    private Level() {}

    /**
     * Climbs the ladder until a rung failed or was not verified.
     *
     * @param rungs what is known; a rung that is absent counts as {@link RungStatus#UNVER}
     * @return 0 to 5
     */
    public static int of(Map<Rung, RungStatus> rungs) {
        var level = 0;
        for (var rung : Rung.values()) {
            switch (rungs.getOrDefault(rung, RungStatus.UNVER)) {
                case PASS -> level = rung.number();
                case SKIP -> {
                    // on purpose: neither raises the level nor ends the climb
                }
                case FAIL, UNVER -> {
                    return level;
                }
            }
        }
        return level;
    }
}
