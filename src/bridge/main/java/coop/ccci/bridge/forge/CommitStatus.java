package coop.ccci.bridge.forge;

import java.net.URI;

/**
 * The status of a commit.
 *
 * @param state Gitea's word: pending, success, failure or error
 * @param description at most 140 characters
 * @param target where it leads
 */
public record CommitStatus(String state, String description, URI target) {
    /** The name under which it is shown; the newest of a name counts. */
    public static final String CONTEXT = "cc-ci/testme";
}
