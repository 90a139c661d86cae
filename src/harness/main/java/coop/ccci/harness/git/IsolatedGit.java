package coop.ccci.harness.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
        private static final Duration COARSEST = Duration.ofSeconds(2);

        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // there is nothing to load
        }

        /**
         * JGit keeps here how exact the times of a file system are. When it finds nothing it measures it for seconds,
         * with files that it puts into the repository, also when that is about to be removed. Two seconds is right for
         * every file system: of files that young JGit compares the contents.
         */
        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals("filesystem") ? unit.convert(COARSEST) : otherwise;
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
