package coop.ccci.sandbox.e2e;

import static org.awaitility.Awaitility.await;

import coop.ccci.contract.KernelLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The sandbox's own folder of run directories, the only one that Drone's runner knows. A bridge numbers its runs from the
 * highest directory there when it starts, so two at once would give the same numbers: one test at a time has it.
 */
final class SharedRuns {
    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "ccci-e2e-runs.lock");
    private static final Duration ALL_OTHERS = Duration.ofMinutes(15);

    private SharedRuns() {}

    /** Waits until no other test has the folder, in whichever lane; closing what it returns gives the folder back. */
    static KernelLock acquire() {
        return await().atMost(ALL_OTHERS)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> KernelLock.tryAcquire(LOCK), Optional::isPresent)
                .orElseThrow();
    }
}
