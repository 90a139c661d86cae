package coop.ccci.harness.doctor;

import coop.ccci.harness.process.ProcessResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs programs to their end. */
@FunctionalInterface
interface Shell {
    /**
     * Runs one.
     *
     * @param arguments the program and its arguments
     * @param environment all that it sees of the environment
     * @param atMost after this long it is killed
     * @throws java.io.UncheckedIOException when it cannot be started
     * @throws coop.ccci.harness.process.CancelledException when the doctor was asked to end
     */
    ProcessResult run(List<String> arguments, Path directory, Map<String, String> environment, Duration atMost);
}
