/** The sandbox's backup bot: restic in a service of the swarm, found by the label of backup-bot-two. */
package coop.ccci.sandbox.backup;
