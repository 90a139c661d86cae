package coop.ccci.sandbox.demo;

import coop.ccci.contract.KernelLock;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What the one demo of a sandbox holds while it runs: a second one would take the bridge of the first for its own, and
 * {@code sandbox down} would take the ground from under it. The kernel frees the lock when its holder dies.
 */
public final class DemoLock implements AutoCloseable {
    private final KernelLock lock;

    private DemoLock(KernelLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the lock for a demo.
     *
     * @param dashboard where the demo can be seen, for whoever comes second
     * @throws SandboxException saying which demo is there and what to do, when there is one
     */
    static DemoLock acquireForDemo(SandboxFolder folder, String dashboard) {
        var lock = acquire(folder)
                .orElseThrow(() -> new SandboxException(describeHolder(folder) + " already. Use that one, or "
                        + howToEnd(folder) + ". A second one beside it needs a sandbox of its own: set"
                        + " CCCI_SANDBOX_DIR, and the ports that ./cc-ci sandbox"
                        + " --help and ./cc-ci demo --help list."));
        write(folder.demoHolder(), ProcessHandle.current().pid() + "\n" + dashboard + "\n");
        return lock;
    }

    /**
     * Takes the lock for {@code sandbox down}, so that no demo begins meanwhile.
     *
     * @throws SandboxException saying which demo is there and what to do, when there is one
     */
    public static DemoLock acquireForDown(SandboxFolder folder) {
        var lock = acquire(folder)
                .orElseThrow(() -> new SandboxException(describeHolder(folder)
                        + ", and would break without it. First " + howToEnd(folder)
                        + "; then run ./cc-ci sandbox down again."));
        write(folder.demoHolder(), ProcessHandle.current().pid() + "\n");
        return lock;
    }

    /** Frees the lock. */
    @Override
    public void close() {
        lock.close();
    }

    private static Optional<DemoLock> acquire(SandboxFolder folder) {
        return KernelLock.tryAcquire(folder.demoLock()).map(DemoLock::new);
    }

    /** Only a demo has a dashboard; what holds the lock without one is {@code sandbox down}. */
    private static String describeHolder(SandboxFolder folder) {
        var dashboard = holderLine(folder, 1)
                .map(address -> "./cc-ci demo with the dashboard " + address)
                .orElse("a ./cc-ci demo or ./cc-ci sandbox down");
        return dashboard
                + holderLine(folder, 0).map(pid -> " (pid " + pid + ")").orElse("") + " runs on the sandbox in "
                + folder.path();
    }

    private static String howToEnd(SandboxFolder folder) {
        return "end it with Ctrl-C in its terminal"
                + holderLine(folder, 0).map(pid -> " or with: kill " + pid).orElse("");
    }

    /** Empty for a holder that has not written the line yet. */
    private static Optional<String> holderLine(SandboxFolder folder, int number) {
        try (var lines = Files.lines(folder.demoHolder())) {
            return lines.skip(number).findFirst();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String text) {
        try {
            var temporary = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
