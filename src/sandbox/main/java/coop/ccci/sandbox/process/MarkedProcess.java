package coop.ccci.sandbox.process;

import coop.ccci.host.ProcessesByMark;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that a sandbox started, or a descendant of one. It is recognised by a mark in its environment
 * ({@link ProcessesByMark}).
 *
 * @param handle the process; its signals are sent only while it is still the same process
 * @param mark what {@link #mark} made
 */
public record MarkedProcess(ProcessHandle handle, String mark) {
    /** The name of the environment variable that carries the mark. */
    public static final String VARIABLE = "CCCI_SANDBOX_PROCESS";

    /** Returns the value of {@link #VARIABLE} for a part of the sandbox in that folder. */
    static String mark(String part, Path folder) {
        return part + "@" + folder;
    }

    /** Returns the living processes of a part, the oldest first. */
    public static List<MarkedProcess> of(String part, Path folder) {
        var wanted = mark(part, folder);
        return all().stream().filter(process -> process.mark.equals(wanted)).toList();
    }

    /** Returns the living processes of all parts of the sandbox in that folder, the oldest first. */
    public static List<MarkedProcess> of(Path folder) {
        return all().stream()
                .filter(process -> process.mark.endsWith("@" + folder))
                .toList();
    }

    /** Returns program and arguments in one line. */
    public String commandLine() {
        return handle.info().commandLine().orElse("?");
    }

    private static List<MarkedProcess> all() {
        return ProcessesByMark.find(VARIABLE).stream()
                .map(marked -> new MarkedProcess(marked.handle(), marked.mark()))
                .toList();
    }
}
