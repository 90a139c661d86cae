/** What abra asks of Docker: everything goes through the {@code docker} command line. */
package coop.ccci.abra.swarm;
