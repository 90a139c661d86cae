package coop.ccci.bridge.host;

import coop.ccci.bridge.host.HostFiles.HostState.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How much memory and disk the machine has, as the kernel tells. */
final class MachineRoom {
    private static final Room UNKNOWN = new Room(0, 0);
    private static final int KILO = 1024;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** Where a container's memory is counted: cgroups 2 with and without systemd, and cgroups 1. */
    private static final List<String> COUNTERS = List.of(
            "system.slice/docker-%s.scope/memory.current",
            "docker/%s/memory.current",
            "memory/docker/%s/memory.usage_in_bytes",
            "memory/system.slice/docker-%s.scope/memory.usage_in_bytes");

    private final Path runs;
    private final Path root;

    /**
     * Looks at one machine.
     *
     * @param runs the folder of run directories
     * @param root {@code /}
     */
    MachineRoom(Path runs, Path root) {
        this.runs = runs;
        this.root = root;
    }

    Room memory() {
        try {
            var lines = Files.readAllLines(root.resolve("proc/meminfo"));
            return new Room(kilobytes(lines, "MemTotal:"), kilobytes(lines, "MemAvailable:"));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static long kilobytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D+", ""))
                .filter(digits -> NUMBER.matcher(digits).matches())
                .mapToLong(digits -> Long.parseLong(digits) * KILO)
                .findFirst()
                .orElse(0);
    }

    Room disk() {
        try {
            var store = Files.getFileStore(runs);
            return new Room(store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Returns how many bytes of memory a container uses; 0 where the kernel does not tell. */
    long memoryOf(String container) {
        if (container == null || !ID.matcher(container).matches()) {
            return 0;
        }
        for (var counter : COUNTERS) {
            try {
                var text = Files.readString(root.resolve("sys/fs/cgroup/" + String.format(counter, container)))
                        .strip();
                return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
            } catch (IOException e) {
                // counted elsewhere
            }
        }
        return 0;
    }
}
