/**
 * A Gitea for tests: an HTTP server in this process that keeps state and behaves, where the bridge looks, as Gitea 1.26
 * does. Tests tell it what people did, and it answers, sends signed webhooks, and misbehaves when told to.
 *
 * <p>Facts about Gitea come from its source at 1.26.0 and from trying a real one; where a shape is odd here (a timeline
 * that counts only its own page, an empty one that is {@code null}), it is odd there.
 */
package coop.ccci.bridge.fake;
