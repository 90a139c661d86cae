/**
 * The filter between {@code abra} and the Docker engine: a Unix socket that stands in the place of Docker's in the mount
 * namespace of every {@code abra} of a run, and passes on what {@link coop.ccci.harness.socket.judge} lets through.
 */
package coop.ccci.harness.socket;
