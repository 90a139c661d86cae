package coop.ccci.harness.doctor;

/**
 * An assumption and what came of looking.
 *
 * @param topic what it is about
 */
public record ProbeResult(String topic, Assumption assumption, Finding finding) {}
