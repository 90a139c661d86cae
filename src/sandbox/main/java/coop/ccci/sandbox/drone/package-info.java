/** A real Drone: its server, its exec runner, and the repository whose pipelines it runs. */
package coop.ccci.sandbox.drone;
