/** Runs on this machine: a harness of its own for each, which outlives the bridge. */
package coop.ccci.bridge.engine.local;
