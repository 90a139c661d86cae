/**
 * The forge's webhook: a faster hint that a comment was written, for those who do not want to wait for the next poll. Only
 * the ids in a delivery are used, and only once its signature was found right; everything else is read from the forge.
 */
package coop.ccci.bridge.webhook;
