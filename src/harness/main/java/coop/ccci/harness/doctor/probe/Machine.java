package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.process.ProcessResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine, as far as the doctor asks it. */
interface Machine {
    /** Finds a program on the {@code PATH}. */
    Optional<Path> program(String name);

    /**
     * Returns what is free on the disk of a folder.
     *
     * @throws java.io.UncheckedIOException when that cannot be told
     */
    Space space(String folder);

    /**
     * Returns the memory that programs may still have, in bytes.
     *
     * @throws java.io.UncheckedIOException when that cannot be told
     */
    long memory();

    /**
     * Runs a program to its end.
     *
     * @param arguments the program and its arguments
     * @param environment all that it sees of the environment
     * @param atMost after this long it is killed
     * @throws java.io.UncheckedIOException when it cannot be started
     * @throws coop.ccci.harness.process.CancelledException when the doctor is cancelled meanwhile
     */
    ProcessResult run(List<String> arguments, Path directory, Map<String, String> environment, Duration atMost);

    /**
     * What is free on a disk.
     *
     * @param bytes for an ordinary account
     * @param inodes how many files may still be made; empty where the file system does not count them
     */
    record Space(long bytes, Optional<Long> inodes) {}
}
