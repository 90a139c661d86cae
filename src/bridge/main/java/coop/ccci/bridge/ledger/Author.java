package coop.ccci.bridge.ledger;

/**
 * Who wrote a comment.
 *
 * @param id the forge's number of the account, which it keeps for ever
 * @param login its name, which may change hands
 */
public record Author(long id, String login) {}
