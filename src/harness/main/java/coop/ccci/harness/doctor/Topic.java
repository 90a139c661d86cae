package coop.ccci.harness.doctor;

import java.util.List;

/**
 * Assumptions about one thing.
 *
 * @param topic what they are about, for people
 * @param assumptions in the order in which they are looked at
 */
public record Topic(String topic, List<Assumption> assumptions) {
    /** Copies what could change. */
    public Topic {
        assumptions = List.copyOf(assumptions);
    }
}
