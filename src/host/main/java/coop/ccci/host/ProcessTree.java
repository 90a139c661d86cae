package coop.ccci.host;

import java.util.stream.Stream;

/** A program with all that it has started. */
public final class ProcessTree {
    private ProcessTree() {}

    /**
     * Kills a program and all of its descendants, those who wait for others first: a shell whose command dies goes on with
     * the next one, or says {@code Killed} as the last of what it says. Who has another parent by now is not found.
     *
     * <p>By their handles: {@link Process#destroyForcibly} closes the process's streams too, and what it said last is
     * lost.
     */
    public static void kill(Process process) {
        var root = process.toHandle();
        Stream.concat(Stream.of(root), root.descendants()).toList().forEach(ProcessHandle::destroyForcibly);
    }
}
