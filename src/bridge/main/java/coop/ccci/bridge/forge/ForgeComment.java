package coop.ccci.bridge.forge;

import coop.ccci.bridge.forge.Gitea.Account;
import java.time.Instant;
import java.util.Optional;

/**
 * A comment as the forge has it.
 *
 * @param id its number
 * @param author who wrote it
 * @param body what it says
 * @param pullRequest the number of the pull request it stands on; empty on an issue
 * @param createdAt when it was written
 * @param updatedAt when it was last changed; the same as when it was written if it never was
 */
public record ForgeComment(
        long id, Account author, String body, Optional<Integer> pullRequest, Instant createdAt, Instant updatedAt) {
    /** Returns whether it says something else than when it was written, as far as the forge tells. */
    public boolean isEdited() {
        return !createdAt.equals(updatedAt);
    }
}
