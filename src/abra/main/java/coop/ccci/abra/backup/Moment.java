package coop.ccci.abra.backup;

/** When a hook runs. */
public enum Moment {
    /** Before the volumes are read. */
    BEFORE_BACKUP("backupbot.backup.pre-hook"),
    /** After the volumes were read, also when that failed. */
    AFTER_BACKUP("backupbot.backup.post-hook"),
    /** Before the volumes are written. */
    BEFORE_RESTORE("backupbot.restore.pre-hook"),
    /** After the volumes were written. */
    AFTER_RESTORE("backupbot.restore.post-hook");

    private final String label;

    Moment(String label) {
        this.label = label;
    }

    /** The label of a service that holds the hook's command. */
    public String label() {
        return label;
    }
}
