/** The Docker engine, its swarm, and what is on it. */
package coop.ccci.sandbox.docker;
