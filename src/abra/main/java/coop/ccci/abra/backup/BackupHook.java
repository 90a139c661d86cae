package coop.ccci.abra.backup;

/**
 * A command that a recipe wants to be run around a backup or a restore.
 *
 * @param service the full name of the service that carries the label, in whose container the command runs
 * @param phase when it runs
 * @param command for a shell
 */
public record BackupHook(String service, Phase phase, String command) {
    /** When a hook runs. */
    public enum Phase {
        /** Before the volumes are read. */
        BEFORE_BACKUP("backupbot.backup.pre-hook"),
        /** After the volumes were read, also when that failed. */
        AFTER_BACKUP("backupbot.backup.post-hook"),
        /** Before the volumes are written. */
        BEFORE_RESTORE("backupbot.restore.pre-hook"),
        /** After the volumes were written. */
        AFTER_RESTORE("backupbot.restore.post-hook");

        private final String label;

        Phase(String label) {
            this.label = label;
        }

        /** Returns the label of a service that holds the hook's command. */
        public String label() {
            return label;
        }
    }
}
