package coop.ccci.harness.git;

import coop.ccci.contract.Commit;

/**
 * A branch of a fetched repository.
 *
 * @param name without {@code refs/heads/}
 * @param tip its newest commit
 */
public record Branch(String name, Commit tip) {}
