/** The command line: one class for each command or small group, which reads the arguments and prints the result. */
package coop.ccci.abra.command;
