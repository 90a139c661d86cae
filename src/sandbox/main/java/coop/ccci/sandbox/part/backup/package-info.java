/** The backup bot, a stack of the swarm. */
package coop.ccci.sandbox.part.backup;
