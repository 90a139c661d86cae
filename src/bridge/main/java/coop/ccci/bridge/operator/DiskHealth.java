package coop.ccci.bridge.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** Whether there is room where runs are written. */
public final class DiskHealth {
    /** A run clones, compiles and writes its log: with less than this the next one may fail for want of it. */
    static final long MIN_MIB = 1024;

    private static final long MIB = 1024L * 1024;

    private final Path folder;
    private final ToLongFunction<Path> freeBytes;

    /** Looks at the disk that has the folder of the runs. */
    public DiskHealth(Path folder) {
        this(folder, DiskHealth::freeBytes);
    }

    /**
     * Looks at a disk.
     *
     * @param freeBytes returns how much is free where a folder is; below 0 when that cannot be told
     */
    DiskHealth(Path folder, ToLongFunction<Path> freeBytes) {
        this.folder = folder;
        this.freeBytes = freeBytes;
    }

    /** Returns a sentence when there is too little, and adds how much there is. */
    public List<String> problems(BiConsumer<String, Object> detail) {
        var bytes = freeBytes.applyAsLong(folder);
        if (bytes < 0) {
            return List.of("the disk of CCCI_RUNS_DIR cannot be read: look whether it is mounted");
        }
        var free = bytes / MIB;
        detail.accept("free MiB", free);
        return free >= MIN_MIB
                ? List.of()
                : List.of("the disk of CCCI_RUNS_DIR has " + free + " MiB left, runs need " + MIN_MIB
                        + ": docker image prune, or a smaller CCCI_RUNS_SIZE; docs/runbook.md has more");
    }

    private static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
