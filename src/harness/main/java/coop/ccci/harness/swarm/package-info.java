/**
 * What the swarm says of a run's app, read through Docker's HTTP interface: services, tasks, updates, log lines, and
 * every kind of object that a stack can leave behind.
 */
package coop.ccci.harness.swarm;
