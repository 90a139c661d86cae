package coop.ccci.harness.socket.judge;

import coop.ccci.contract.Excerpt;
import java.util.ArrayList;
import java.util.List;

/** What was found in one request, a sentence for each, bounded. */
final class CallFindings {
    private static final int MAX = 50;
    private static final int MAX_SHOWN = 120;

    private final List<String> all = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param place the field, for example {@code TaskTemplate.ContainerSpec.Mounts[0].Type}
     * @param what what it asks for, and what is allowed
     */
    void add(String place, String what) {
        if (all.size() < MAX) {
            all.add(place + ": " + what);
        }
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** Returns foreign text as it may stand in a sentence: short, and without control characters. */
    static String quoted(String text) {
        var shown = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return "\"" + Excerpt.cut(shown, MAX_SHOWN) + "\"";
    }
}
