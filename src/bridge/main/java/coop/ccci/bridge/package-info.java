/**
 * The Camel application: comments in, runs out, reports back. {@link coop.ccci.bridge.BridgeMain} starts it; the routes under
 * {@code routes/} say what follows what; the packages below do the steps.
 */
package coop.ccci.bridge;
