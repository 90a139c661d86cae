package coop.ccci.harness.retention;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * The folder of a run that has ended.
 *
 * @param id the run
 * @param recipe what it tested; empty where nobody can tell any more
 * @param endedAt when something was last written into it
 * @param bytes of what people look at: log, events, results, picture
 * @param workBytes of what the run worked with: clones, compiled tests
 */
record KeptRun(RunId id, Optional<RecipeName> recipe, Instant endedAt, long bytes, long workBytes) {}
