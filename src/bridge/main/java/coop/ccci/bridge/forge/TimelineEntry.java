package coop.ccci.bridge.forge;

import coop.ccci.contract.Commit;
import java.util.List;

/**
 * Something that happened on a pull request. Comments and pushes have numbers of one sequence, so their order is
 * known even within a second.
 *
 * @param id its number
 * @param type Gitea's word for what it is, such as {@code comment} or {@code pull_push}
 * @param commits what was pushed, oldest first; empty for anything but a push
 */
public record TimelineEntry(long id, String type, List<Commit> commits) {
    private static final String PUSH = "pull_push";

    /** Whether the head moved. */
    public boolean isPush() {
        return type.equals(PUSH);
    }
}
