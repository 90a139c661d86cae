package coop.ccci.harness.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The processes that carry a mark in their environment. A harness that was killed leaves its children running; they
 * must be gone before what they make can be removed for good.
 */
public final class MarkedProcesses {
    private MarkedProcesses() {}

    /**
     * Kills every process of this user whose environment has this variable at exactly this value.
     *
     * @return whether there was one; it may take a moment to go
     */
    public static boolean kill(String name, String value) {
        var mark = name + "=" + value;
        var self = ProcessHandle.current();
        var marked = ProcessHandle.allProcesses()
                .filter(process -> !process.equals(self))
                .filter(process -> carries(process.pid(), mark))
                .toList();
        marked.forEach(ProcessHandle::destroyForcibly);
        return !marked.isEmpty();
    }

    private static boolean carries(long pid, String mark) {
        try {
            var environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return Arrays.asList(new String(environment, StandardCharsets.UTF_8).split("\0", -1))
                    .contains(mark);
        } catch (IOException e) {
            return false; // it has ended, or is somebody else's
        }
    }
}
