/**
 * Gitea, as the bridge needs it. Nothing else in the bridge talks to it, and every request goes over one route, {@code
 * gitea-request}.
 */
package coop.ccci.bridge.forge;
