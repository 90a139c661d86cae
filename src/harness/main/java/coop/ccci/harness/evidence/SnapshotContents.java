package coop.ccci.harness.evidence;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found in a snapshot.
 *
 * @param found those of the wanted values that stand in some file
 * @param files how many files that are not empty there are
 * @param databases the databases of which something is in it, each with the first file that tells it
 * @param unsearchable the first files in which a value may lie unseen, each with what it is, for people; at most
 *     {@value #MAX_UNSEARCHABLE}
 */
public record SnapshotContents(
        Set<String> found, int files, Map<DatabaseKind, String> databases, List<String> unsearchable) {
    /** So many files that cannot be searched are named. */
    static final int MAX_UNSEARCHABLE = 5;

    /** Copies what could change. */
    public SnapshotContents {
        found = Set.copyOf(found);
        databases = Map.copyOf(databases);
        unsearchable = List.copyOf(unsearchable);
    }
}
