/** The shell scripts that a recipe's folder may bring, run on this machine before what the harness does to its app. */
package coop.ccci.harness.hooks;
