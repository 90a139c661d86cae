package coop.ccci.sandbox.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A process that a sandbox started, or a descendant of one. It is recognised by a mark in its environment, which the
 * kernel keeps for as long as the process lives and hands down to its children. There are no pid files, so none can be
 * stale, and nothing that was started can be forgotten, whatever died between two instructions.
 *
 * @param handle the process; its signals are sent only while it is still the same process
 * @param mark what {@link #mark} made
 */
public record MarkedProcess(ProcessHandle handle, String mark) {
    private static final String VARIABLE = "CCCI_SANDBOX_PROCESS";
    private static final Path PROC = Path.of("/proc");

    /** The variable's name and the value for a part of the sandbox in that folder. */
    static String mark(String part, Path folder) {
        return part + "@" + folder;
    }

    /** The name of the environment variable that carries the mark. */
    static String variable() {
        return VARIABLE;
    }

    /** The living processes of a part, the oldest first. */
    public static List<MarkedProcess> of(String part, Path folder) {
        var wanted = mark(part, folder);
        return all().stream().filter(process -> process.mark.equals(wanted)).toList();
    }

    /** The living processes of all parts of the sandbox in that folder, the oldest first. */
    public static List<MarkedProcess> of(Path folder) {
        return all().stream()
                .filter(process -> process.mark.endsWith("@" + folder))
                .toList();
    }

    /** Program and arguments in one line. */
    public String commandLine() {
        return handle.info().commandLine().orElse("?");
    }

    private static List<MarkedProcess> all() {
        return ProcessHandle.allProcesses()
                .flatMap(handle -> markOf(handle.pid()).map(mark -> new MarkedProcess(handle, mark)).stream())
                .sorted((a, b) -> Long.compare(startOf(a.handle), startOf(b.handle)))
                .toList();
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    /** Another user's environment cannot be read; such a process is not ours. */
    private static Optional<String> markOf(long pid) {
        try {
            var environment =
                    Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
            return Arrays.stream(new String(environment, StandardCharsets.UTF_8).split("\0", -1))
                    .filter(entry -> entry.startsWith(VARIABLE + "="))
                    .map(entry -> entry.substring(VARIABLE.length() + 1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
