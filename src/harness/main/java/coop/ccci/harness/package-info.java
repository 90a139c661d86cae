/** Deploys one recipe at one commit, tests it, tears it down, writes what happened. */
package coop.ccci.harness;
