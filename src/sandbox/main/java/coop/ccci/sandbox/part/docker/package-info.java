/** The Docker engine, its swarm, and what stands on them. */
package coop.ccci.sandbox.part.docker;
