package coop.ccci.bridge.chaos;

import coop.ccci.bridge.OpenedBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A bridge that halts at one of its steps, without a word to anybody; what it had in memory is gone. */
final class DyingBridge {
    private DyingBridge() {}

    /** Serves, with the settings of the environment, until the step with the number of the first argument. */
    public static void main(String... arguments) throws InterruptedException {
        var failpoints = new AtomicReference<StepFailpoints>();
        failpoints.set(new StepFailpoints(() -> {
                    failpoints.get().place().ifPresent(place -> write(Path.of(arguments[1]), place));
                    Runtime.getRuntime().halt(137);
                })
                .dieAt(Integer.parseInt(arguments[0])));
        var bridge = OpenedBridge.of(System.getenv(), Victim.LEASE, failpoints.get());
        bridge.start();
        new CountDownLatch(1).await();
    }

    private static void write(Path file, String place) {
        try {
            Files.writeString(file, place);
        } catch (IOException e) {
            Runtime.getRuntime().halt(3);
        }
    }
}
