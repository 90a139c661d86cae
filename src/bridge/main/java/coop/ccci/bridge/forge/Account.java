package coop.ccci.bridge.forge;

/**
 * An account of the forge.
 *
 * @param id its number, which it keeps for ever
 * @param login its name, which may change hands
 */
public record Account(long id, String login) {}
