package coop.ccci.abra.backup;

/**
 * A command that a recipe wants to be run around a backup or a restore.
 *
 * @param service the full name of the service that carries the label, in whose container the command runs
 * @param moment when
 * @param command for a shell
 */
public record Hook(String service, Moment moment, String command) {}
