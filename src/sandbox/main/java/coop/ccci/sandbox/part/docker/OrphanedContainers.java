package coop.ccci.sandbox.part.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of containers whose engine was killed. Nobody ends them, the next engine does not know of them, and they
 * keep their addresses on the bridge: what gets the same address then answers half of the time.
 *
 * @param proc the kernel's folder of processes
 * @param containers the engine's folder of containers, one folder per id
 */
record OrphanedContainers(Path proc, Path containers) {
    private static final long EXIT_TIMEOUT_SECONDS = 10;

    /** Ends them; the engine must not run. */
    void end() {
        for (var pid : pids()) {
            ProcessHandle.of(pid).ifPresent(orphan -> {
                orphan.destroyForcibly();
                orphan.onExit()
                        .completeOnTimeout(orphan, EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .join();
            });
        }
    }

    /** Returns each process in the control group of one of the engine's containers. */
    List<Long> pids() {
        var ids = names(containers);
        return names(proc).stream()
                .filter(name -> name.matches("[0-9]+"))
                .filter(name -> groups(name)
                        .filter(text -> ids.stream().anyMatch(text::contains))
                        .isPresent())
                .map(Long::valueOf)
                .toList();
    }

    /** Empty for a process that has just ended. */
    private Optional<String> groups(String pid) {
        try {
            return Optional.of(Files.readString(proc.resolve(pid).resolve("cgroup")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
