package coop.ccci.bridge.forge;

import coop.ccci.contract.Commit;

/**
 * A pull request as the forge has it.
 *
 * @param number its number
 * @param isOpen whether it can still be merged
 * @param head the commit that it would merge
 */
public record PullRequest(int number, boolean isOpen, Commit head) {}
