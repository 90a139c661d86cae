package coop.ccci.harness.upgrade;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RunId;
import coop.ccci.harness.git.Version;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest state of a recipe that passed a whole run here.
 *
 * @param version its version, where it has one
 * @param commit the commit
 * @param runId the run that showed it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PassedRun(Optional<String> version, Commit commit, RunId runId) {
    /** Makes an absent version an empty one. */
    public PassedRun {
        version = version == null ? Optional.empty() : version;
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(runId, "runId");
    }

    /** Returns whether this is certain to be an older version than another. */
    boolean isOlderThan(PassedRun other) {
        var own = version.flatMap(Version::parse);
        var others = other.version.flatMap(Version::parse);
        return own.isPresent() && others.isPresent() && own.get().compareTo(others.get()) < 0;
    }
}
