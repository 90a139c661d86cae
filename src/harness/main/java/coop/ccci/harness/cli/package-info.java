/** The command line: arguments, exit codes, what the terminal shows. */
package coop.ccci.harness.cli;
