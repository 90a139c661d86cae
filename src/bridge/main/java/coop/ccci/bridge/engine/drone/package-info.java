/** Runs as builds of a Drone server, whose exec runner starts the harness; observed on Drone 1.10. */
package coop.ccci.bridge.engine.drone;
