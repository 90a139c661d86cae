package coop.ccci.harness.tier;

import java.util.Optional;

/**
 * A snapshot that a backup made: what the backup gives, and the restore needs.
 *
 * @param id what the backup bot calls it
 * @param witness what was written before it; empty where nothing could be
 * @param value what the witness was then
 */
public record Snapshot(String id, Optional<DataMarker> witness, String value) {}
