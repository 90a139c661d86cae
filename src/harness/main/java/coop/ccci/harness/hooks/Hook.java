package coop.ccci.harness.hooks;

/** The moments at which a recipe's folder may have something done. */
public enum Hook {
    /** The app's {@code .env} file has been made and may still be changed; it has no secrets yet. */
    INSTALL_STEPS("install-steps.sh"),

    /** The app is about to be deployed for the first time; its secrets are there. */
    PRE_INSTALL("pre-install.sh"),

    /** The base runs and is about to be upgraded to the commit under test. */
    PRE_UPGRADE("pre-upgrade.sh"),

    /** The app is about to be backed up. */
    PRE_BACKUP("pre-backup.sh"),

    /** The backup has been made, and is about to be brought back. */
    PRE_RESTORE("pre-restore.sh"),

    /** The app is there because another depends on it, and what that may know of it is handed over. */
    PROVIDE("provide.sh");

    private final String file;

    Hook(String file) {
        this.file = file;
    }

    /** Returns the script's name in {@code hooks/}. */
    public String file() {
        return file;
    }
}
