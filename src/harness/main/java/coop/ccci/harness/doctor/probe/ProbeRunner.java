package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumption;
import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.doctor.ProbeResult;
import coop.ccci.harness.result.RunException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at one assumption after the other, in the order of the file; what needs one that does not hold is left out. */
final class ProbeRunner {
    private final List<Assumptions.Topic> topics;
    private final Function<Assumption, Probe> probes;
    private final Consumer<ProbeResult> each;

    /**
     * Makes ready.
     *
     * @param probes gives the probe of an assumption
     * @param each is told every finding as it comes
     */
    ProbeRunner(List<Assumptions.Topic> topics, Function<Assumption, Probe> probes, Consumer<ProbeResult> each) {
        this.topics = topics;
        this.probes = probes;
        this.each = each;
    }

    /**
     * Looks at all of them, or without those that are deep.
     *
     * @throws coop.ccci.harness.process.CancelledException when the time is over before
     */
    List<ProbeResult> run(boolean deep) {
        var all = new ArrayList<ProbeResult>();
        var found = new HashMap<String, Finding>();
        for (var topic : topics) {
            for (var assumption : topic.assumptions()) {
                if (deep || !assumption.deep()) {
                    var examined = new ProbeResult(topic.topic(), assumption, finding(assumption, found));
                    found.put(assumption.id(), examined.finding());
                    all.add(examined);
                    each.accept(examined);
                }
            }
        }
        return all;
    }

    private Finding finding(Assumption assumption, Map<String, Finding> found) {
        var missing = assumption.needs().stream()
                .filter(id -> !found.containsKey(id) || !found.get(id).isHolding())
                .findFirst();
        if (missing.isPresent()) {
            return Finding.unknown("not looked at: " + missing.get() + " has to hold first");
        }
        try {
            return probes.apply(assumption).run();
        } catch (RunException | UncheckedIOException e) {
            return Finding.unknown("could not be looked at: " + e.getMessage());
        }
    }
}
