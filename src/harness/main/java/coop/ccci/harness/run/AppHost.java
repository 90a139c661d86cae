package coop.ccci.harness.run;

import coop.ccci.harness.socket.DockerGate;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;

/**
 * What the apps of a run are made on.
 *
 * @param swarm what Docker says of them
 * @param docker the client of the Docker engine
 * @param locks where they are registered
 * @param gate what abra sees of Docker
 */
record AppHost(Swarm swarm, DockerApi docker, AppLocks locks, DockerGate gate) {}
