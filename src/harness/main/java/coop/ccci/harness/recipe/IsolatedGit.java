package coop.ccci.harness.recipe;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Makes JGit blind to the configuration of this machine and of its user: no proxy, filter, hook path or redirect of
 * theirs may change what is cloned.
 */
final class IsolatedGit extends SystemReader.Delegate {
    private IsolatedGit(SystemReader machine) {
        super(machine);
    }

    /** From now on, for the whole process. */
    static void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedGit)) {
            SystemReader.setInstance(new IsolatedGit(SystemReader.getInstance()));
            // JGit measures the disk's clock for two seconds, once; a new clone does not need to wait for that
            FS.FileStoreAttributes.setBackground(true);
        }
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    private static final class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // there is nothing to load
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public void save() {
            // and nowhere to keep anything
        }
    }
}
