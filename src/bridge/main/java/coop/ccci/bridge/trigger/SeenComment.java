package coop.ccci.bridge.trigger;

import coop.ccci.bridge.ledger.Trigger.Comment;

/**
 * A comment that asks for something, as it was found.
 *
 * @param comment where it stands
 * @param writer the forge's number of who wrote it, as whoever told of it said; what it may ask for is decided by asking the forge
 */
public record SeenComment(Comment comment, long writer) {}
