/** The command line: one class a command, which reads its arguments and says what came of it. */
package coop.ccci.abra.command;
