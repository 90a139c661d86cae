package coop.ccci.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds processes by a variable of their environment. The kernel keeps it for as long as a process lives and hands it
 * down to its children, so there are no pid files that could be stale, and nothing that was started can be forgotten,
 * whatever died between two instructions (docs/adr/0007).
 */
public final class ProcessesByMark {
    private ProcessesByMark() {}

    /**
     * A process that carries a mark.
     *
     * @param handle the process; its signals are sent only while it is still the same process
     * @param mark the variable's value
     */
    public record Marked(ProcessHandle handle, String mark) {}

    /** Returns the living processes of this user, other than this one, that have the variable; the oldest first. */
    public static List<Marked> find(String variable) {
        var self = ProcessHandle.current();
        return ProcessHandle.allProcesses()
                .filter(process -> !process.equals(self))
                .flatMap(process -> markOf(process, variable).map(mark -> new Marked(process, mark)).stream())
                .sorted(Comparator.comparing(marked -> startOf(marked.handle())))
                .toList();
    }

    /**
     * Kills every process whose variable has exactly this value.
     *
     * @return whether there was one; it may take a moment to go
     */
    public static boolean kill(String variable, String value) {
        var marked = find(variable).stream()
                .filter(process -> process.mark().equals(value))
                .toList();
        marked.forEach(process -> process.handle().destroyForcibly());
        return !marked.isEmpty();
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.MAX);
    }

    /** Another user's environment cannot be read; such a process carries no mark of ours. */
    private static Optional<String> markOf(ProcessHandle process, String variable) {
        try {
            var environment = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return Arrays.stream(new String(environment, StandardCharsets.UTF_8).split("\0", -1))
                    .filter(entry -> entry.startsWith(variable + "="))
                    .map(entry -> entry.substring(variable.length() + 1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
