/** One probe for every assumption of a host: Docker, swarm, Traefik, certificate, disk, and {@code abra}. */
package coop.ccci.harness.doctor.probe;
