package coop.ccci.harness.tier;

import coop.ccci.harness.abra.BackupLabels;
import java.util.List;
import java.util.Optional;

/**
 * A backup that was made: the output of the backup and the input of the restore.
 *
 * @param id the name of it that the backup bot gave
 * @param witness what was written before it; empty where nothing could be
 * @param value what the witness was then
 * @param labels what the labels ask to be backed up
 * @param databases the databases whose data a restore has to bring back, each a phrase for people
 */
public record Snapshot(
        String id, Optional<DataMarker> witness, String value, BackupLabels labels, List<String> databases) {
    /** Copies what could change. */
    public Snapshot {
        databases = List.copyOf(databases);
    }
}
