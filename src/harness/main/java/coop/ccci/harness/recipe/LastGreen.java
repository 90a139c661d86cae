package coop.ccci.harness.recipe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RunId;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest state of a recipe that passed every tier here.
 *
 * @param version its version, where it has one
 * @param commit the commit
 * @param runId the run that showed it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LastGreen(Optional<String> version, Commit commit, RunId runId) {
    /** Makes an absent version an empty one. */
    public LastGreen {
        version = version == null ? Optional.empty() : version;
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(runId, "runId");
    }
}
