package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.process.ProgramOnPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine that this process runs on. */
final class LocalMachine implements Machine {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private final DoctorSettings settings;
    private final ProcessRunner programs;
    private final Deadline deadline;

    /** @param deadline ends whatever runs when it passes */
    LocalMachine(DoctorSettings settings, ProcessRunner programs, Deadline deadline) {
        this.settings = settings;
        this.programs = programs;
        this.deadline = deadline;
    }

    @Override
    public Optional<Path> program(String name) {
        return ProgramOnPath.find(Map.of("PATH", settings.variable("PATH").orElse("")), name);
    }

    /** Runs it by the process package; what generates secrets is not logged. */
    @Override
    public ProcessResult run(List<String> arguments, Path directory, Map<String, String> environment, Duration atMost) {
        return programs.run(
                new ProcessSpec(arguments, directory, environment, atMost, !arguments.contains("generate")), deadline);
    }

    /** By {@code df}, because Java knows nothing of inodes. */
    @Override
    public Space space(String folder) {
        var finished = run(
                List.of("df", "--output=avail,iavail", "-B1", nearest(folder).toString()),
                Path.of("/"),
                Map.of("PATH", settings.variable("PATH").orElse(""), "LC_ALL", "C"),
                TIMEOUT);
        var words = finished.output()
                .lines()
                .reduce((earlier, later) -> later)
                .orElse("")
                .strip()
                .split("\\s+", -1);
        try {
            return new Space(
                    Long.parseLong(words[0]),
                    words.length > 1 && words[1].matches("[0-9]+")
                            ? Optional.of(Long.valueOf(words[1]))
                            : Optional.empty());
        } catch (NumberFormatException e) {
            throw new UncheckedIOException(new IOException(
                    "df does not tell about " + folder + ": "
                            + finished.errors().strip(),
                    e));
        }
    }

    /** Docker's folder is seldom open to everybody; the folder above it is on the same disk as a rule. */
    private static Path nearest(String folder) {
        var path = Path.of(folder).toAbsolutePath();
        while (!Files.isDirectory(path)) {
            path = path.getParent();
        }
        return path;
    }

    @Override
    public long memory() {
        try (var lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                    .findFirst()
                    .orElseThrow(() -> new IOException(MEMORY + " does not tell"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
