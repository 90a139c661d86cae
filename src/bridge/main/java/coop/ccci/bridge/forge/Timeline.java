package coop.ccci.bridge.forge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened on a pull request, oldest first.
 *
 * @param entries all of it
 * @param readAt the forge's clock when the last of it was read
 */
public record Timeline(List<TimelineEntry> entries, Optional<Instant> readAt) {}
