package coop.ccci.harness.doctor;

import java.nio.file.Path;
import java.util.Optional;

/** This machine, as far as the doctor asks it. */
interface Machine {
    /** A program on the {@code PATH}. */
    Optional<Path> program(String name);

    /**
     * What is free where a folder is.
     *
     * @throws java.io.UncheckedIOException when that cannot be told
     */
    Space space(String folder);

    /**
     * The memory that programs may still have, in bytes.
     *
     * @throws java.io.UncheckedIOException when that cannot be told
     */
    long memory();

    /**
     * What is free on a disk.
     *
     * @param bytes for an ordinary account
     * @param inodes how many files may still be made; empty where the file system does not count them
     */
    record Space(long bytes, Optional<Long> inodes) {}
}
