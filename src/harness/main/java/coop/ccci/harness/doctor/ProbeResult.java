package coop.ccci.harness.doctor;

/**
 * An assumption and what a look at it found.
 *
 * @param topic what it is about, for people
 */
public record ProbeResult(String topic, Assumption assumption, Finding finding) {}
