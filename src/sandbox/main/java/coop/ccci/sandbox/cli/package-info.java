/** The command line of the sandbox. */
package coop.ccci.sandbox.cli;
