package coop.ccci.bridge.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The files by which the host role tells the others what it sees: one of the host, and one in the directory of each run. */
public final class HostFiles {
    /** A state that is older than this is none. */
    static final Duration MAX_AGE = Duration.ofMinutes(1);

    private static final int MAX_BYTES = 512 * 1024;
    private static final int MAX_EVENTS_BYTES = 128 * 1024;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path runs;

    /** Those below the folder of run directories. */
    public HostFiles(Path runs) {
        this.runs = runs;
    }

    private Path state() {
        return runs.resolve("host-state.json");
    }

    private Path events(RunId run) {
        return RunDirectory.of(runs, run).path().resolve("swarm.jsonl");
    }

    /** Replaces the state of the host, whole or not at all; bridge and dashboard, of another account, may read it. */
    void write(HostState state) {
        try {
            WholeFile.write(state(), JSON.writeValueAsBytes(state));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the state of the host below CCCI_RUNS_DIR: " + e, e);
        }
    }

    /** Adds an event to those of a run, unless there are too many. */
    public void append(RunId run, SwarmEvent event) {
        try {
            var file = events(run);
            if (Files.exists(file) && Files.size(file) > MAX_EVENTS_BYTES) {
                return;
            }
            Files.writeString(
                    file, JSON.writeValueAsString(event) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (NoSuchFileException e) {
            // The run was removed meanwhile.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into the directory of run " + run + ": " + e, e);
        }
    }

    /** Returns the state of the host; empty when there is none, or only one of long ago. */
    public Optional<HostState> state(Instant now) {
        return read(state(), MAX_BYTES)
                .flatMap(text -> parse(text, HostState.class))
                .filter(state -> state.at().isAfter(now.minus(MAX_AGE)));
    }

    /** Returns what happened in the swarm to the apps of a run, oldest first. */
    public List<SwarmEvent> eventsOf(RunId run) {
        var events = new ArrayList<SwarmEvent>();
        read(events(run), 2 * MAX_EVENTS_BYTES).ifPresent(text -> text.lines()
                .forEach(line -> parse(line, SwarmEvent.class).ifPresent(events::add)));
        return List.copyOf(events);
    }

    /**
     * Returns what keeps runs from going well as the host role tells it, for health; nothing when there is no host role.
     *
     * @param detail takes memory, disk and the number of apps
     */
    public List<String> problems(Instant now, BiConsumer<String, Object> detail) {
        return state(now)
                .map(state -> {
                    detail.accept("memory.free.percent", state.memory().percentFree());
                    detail.accept("disk.free.percent", state.disk().percentFree());
                    detail.accept("apps", state.apps().size());
                    return state.problems();
                })
                .orElse(List.of());
    }

    private static Optional<String> read(Path file, int maxBytes) {
        try (var stream = Files.newInputStream(file)) {
            return Optional.of(new String(stream.readNBytes(maxBytes), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> parse(String text, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(text, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
