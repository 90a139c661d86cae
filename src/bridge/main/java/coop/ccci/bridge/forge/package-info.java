/**
 * Gitea, as the bridge needs it. Nothing else in the bridge talks to it, and everything goes through one door, the
 * route {@code gitea-request}.
 */
package coop.ccci.bridge.forge;
