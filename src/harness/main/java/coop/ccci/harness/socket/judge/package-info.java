/**
 * What a run may ask of the Docker engine: pure decisions on requests as the engine will read them, without any input or
 * output of their own. Everything that is not allowed by name is refused.
 */
package coop.ccci.harness.socket.judge;
