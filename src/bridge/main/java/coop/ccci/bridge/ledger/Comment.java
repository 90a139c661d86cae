package coop.ccci.bridge.ledger;

/**
 * Where a comment stands; what makes a trigger one and the same however often it is seen.
 *
 * @param repository the repository
 * @param pullRequest the number of the pull request
 * @param id the forge's number of the comment
 */
public record Comment(Repository repository, int pullRequest, long id) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is not positive
     */
    public Comment {
        if (pullRequest < 1 || id < 1) {
            throw new IllegalArgumentException("pull requests and comments are numbered from 1");
        }
    }

    @Override
    public String toString() {
        return repository + "#" + pullRequest + " comment " + id;
    }

    /**
     * Who wrote a comment.
     *
     * @param id the forge's number of the account, which it keeps for ever
     * @param login its name, which may change hands
     */
    public record Author(long id, String login) {}
}
