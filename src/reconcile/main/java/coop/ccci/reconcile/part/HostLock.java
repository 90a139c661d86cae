package coop.ccci.reconcile.part;

import coop.ccci.contract.KernelLock;
import coop.ccci.host.Waiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * The one lock of everything that changes a host: boot, switch, timer and a person by hand. The kernel frees it when its
 * holder dies.
 */
public final class HostLock {
    /** For how long it is waited for: as long as one part may take. */
    public static final Duration AT_MOST = Duration.ofMinutes(14);

    private final Path file;
    private final Path holder;
    private final Waiter waiter;
    private final Consumer<String> lines;

    /**
     * Creates the lock, which is not taken yet.
     *
     * @param folder where its file is; made when it is not there
     * @param lines takes a line when somebody else has the lock
     */
    public HostLock(Path folder, Waiter waiter, Consumer<String> lines) {
        this.file = folder.resolve("host.lock");
        this.holder = folder.resolve("host.holder");
        this.waiter = waiter;
        this.lines = lines;
    }

    /**
     * Takes the lock, for which it waits.
     *
     * @param who says to others who has it
     * @return the lock, to be closed
     * @throws PartException when somebody else has it for longer than the reconciliation of a part takes
     * @throws UncheckedIOException when its file cannot be written
     */
    public KernelLock acquire(String who) {
        try {
            Files.createDirectories(file.getParent());
            var taken = new ArrayList<KernelLock>();
            KernelLock.tryAcquire(file).ifPresent(taken::add);
            if (taken.isEmpty()) {
                lines.accept("waiting for " + describeHolder() + ", which has the lock of this host");
                waiter.until(
                        AT_MOST,
                        () -> KernelLock.tryAcquire(file).map(taken::add).isPresent());
            }
            if (taken.isEmpty()) {
                throw new PartException("after " + AT_MOST.toMinutes() + " minutes " + describeHolder()
                        + " still has the lock of this host, " + file);
            }
            Files.writeString(holder, who + "\n");
            return taken.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + file.getParent() + ": " + e.getMessage(), e);
        }
    }

    private String describeHolder() {
        try {
            return Files.readString(holder).strip();
        } catch (IOException e) {
            return "another process";
        }
    }
}
