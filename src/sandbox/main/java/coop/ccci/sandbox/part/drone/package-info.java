/** A real Drone: the server, the exec runner and the repository whose pipelines it runs. */
package coop.ccci.sandbox.part.drone;
