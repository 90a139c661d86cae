/**
 * Holds what cc-ci assumes of a host against that host: Docker, swarm, Traefik, certificate, disk, and {@code abra}.
 * The assumptions are data, in {@code assumptions.yml}; here is how each is looked at.
 */
package coop.ccci.harness.doctor;
