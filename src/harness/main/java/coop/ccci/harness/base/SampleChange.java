package coop.ccci.harness.base;

import coop.ccci.contract.Excerpt;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.compose.SampleFile;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.git.CommittedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a commit's {@code .env.sample} changes of that of the base. Apps that exist keep the settings that they were made
 * with, so none of it reaches them by itself; a new app gets all of it.
 *
 * @param defaults the variables whose value is another, each as it was and as it is
 * @param appeared the compose files that {@code COMPOSE_FILE} lists now and did not before
 * @param gone the compose files that it listed before and does not now
 * @param dropped the variables that the sample has no more
 * @param choosesFiles whether the base's sample has {@code COMPOSE_FILE}
 */
public record SampleChange(
        Map<String, Default> defaults,
        List<String> appeared,
        List<String> gone,
        Set<String> dropped,
        boolean choosesFiles) {
    /** Nothing is another. */
    public static final SampleChange NONE = new SampleChange(Map.of(), List.of(), List.of(), Set.of(), false);

    private static final String OVERLAYS = "COMPOSE_FILE";

    /** What belongs to an app and not to a version of its recipe. */
    private static final Set<String> OF_THE_APP =
            Set.of("RECIPE", "TYPE", "DOMAIN", "STACK_NAME", "LETS_ENCRYPT_ENV", OVERLAYS);

    private static final int MAX_SHOWN = 60;

    /**
     * The value of a variable.
     *
     * @param before in the base's sample
     * @param now in the commit's
     */
    public record Default(String before, String now) {}

    /** Compares the samples of two commits; one without a sample has an empty one. */
    public static SampleChange between(Checkout base, Checkout commit) {
        return between(sample(base), sample(commit));
    }

    private static String sample(Checkout checkout) {
        return CommittedText.of(checkout, SampleFile.NAME).orElse("");
    }

    static SampleChange between(String base, String commit) {
        var before = EnvFile.parse(base).variables();
        var now = EnvFile.parse(commit).variables();
        var defaults = new LinkedHashMap<String, Default>();
        var dropped = new LinkedHashSet<String>();
        before.forEach((name, value) -> {
            if (OF_THE_APP.contains(name)) {
                return;
            }
            if (!now.containsKey(name)) {
                dropped.add(name);
            } else if (!now.get(name).equals(value)) {
                defaults.put(name, new Default(value, now.get(name)));
            }
        });
        return new SampleChange(
                defaults,
                missing(Compose.chosen(now), Compose.chosen(before)),
                missing(Compose.chosen(before), Compose.chosen(now)),
                dropped,
                before.containsKey(OVERLAYS));
    }

    private static List<String> missing(List<String> files, List<String> others) {
        return files.stream().filter(file -> !others.contains(file)).toList();
    }

    /** Returns what of it somebody who runs the app already has to know, one sentence each. */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        defaults.forEach((name, value) -> notes.add("the commit's .env.sample changes the default of " + name + " from "
                + shown(value.before()) + " to " + shown(value.now()) + ": apps that exist keep "
                + shown(value.before())));
        if (!appeared.isEmpty()) {
            notes.add("the commit's .env.sample newly has " + String.join(", ", appeared)
                    + " in COMPOSE_FILE: new apps get it, apps that exist do not");
        }
        if (!gone.isEmpty()) {
            notes.add("the commit's .env.sample no longer has " + String.join(", ", gone)
                    + " in COMPOSE_FILE: apps that exist still name it");
        }
        if (!dropped.isEmpty()) {
            notes.add("the commit's .env.sample no longer has " + String.join(", ", dropped)
                    + ": apps that exist keep what they have set");
        }
        return notes;
    }

    private static String shown(String value) {
        var line = value.replaceAll("\\p{Cntrl}", "?");
        return '"' + Excerpt.cut(line, MAX_SHOWN) + '"';
    }
}
