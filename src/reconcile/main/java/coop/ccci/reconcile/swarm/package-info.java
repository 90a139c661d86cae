/** The swarm and its network, and what else is asked of the {@code docker} command line. */
package coop.ccci.reconcile.swarm;
