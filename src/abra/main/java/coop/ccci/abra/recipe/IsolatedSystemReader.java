package coop.ccci.abra.recipe;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit's access to the system without the configuration of machine and user: checkouts are the same for everybody, and
 * JGit does not start the {@code git} program to look for them, which takes longer than everything else that is done here.
 */
final class IsolatedSystemReader extends SystemReader.Delegate {
    private IsolatedSystemReader(SystemReader machine) {
        super(machine);
    }

    /** Makes JGit read only the configuration of the repositories themselves, in this whole process. */
    static void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedSystemReader)) {
            SystemReader.setInstance(new IsolatedSystemReader(SystemReader.getInstance()));
        }
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(fs);
    }

    @Override
    public FileBasedConfig getUserConfig() {
        return new Nothing(FS.DETECTED);
    }

    @Override
    public FileBasedConfig getSystemConfig() {
        return new Nothing(FS.DETECTED);
    }

    @Override
    public FileBasedConfig getJGitConfig() {
        return new Nothing(FS.DETECTED);
    }

    private static final class Nothing extends FileBasedConfig {
        private static final Duration COARSEST = Duration.ofSeconds(2);

        Nothing(FS fs) {
            super(null, fs);
        }

        @Override
        public void load() {
            // there is nothing to load
        }

        @Override
        public void save() {
            // there is nothing to save
        }

        /**
         * JGit keeps here how exact the times of a file system are, and measures it for seconds when it finds nothing.
         * Two seconds is right for every file system: of files that young JGit compares the contents.
         */
        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals("filesystem") ? unit.convert(COARSEST) : otherwise;
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
