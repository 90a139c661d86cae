package coop.ccci.bridge.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
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
import java.util.Map;
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

    /**
     * What a host looked like a moment ago.
     *
     * @param at when
     * @param docker why Docker cannot be asked; empty when it can
     * @param memory of the machine, in bytes
     * @param disk of the file system with the run directories, in bytes
     * @param apps the apps of runs that are there
     * @param others how many other containers there are
     * @param sweep why what dead runs left could not be swept away; empty when it could
     */
    public record HostState(
            Instant at,
            Optional<String> docker,
            Room memory,
            Room disk,
            List<RunningApp> apps,
            int others,
            Optional<String> sweep) {
        private static final int MIN_DISK_PERCENT = 5;

        /** Copies the list. */
        public HostState {
            apps = List.copyOf(apps);
        }

        /**
         * How much there is of something, and how much of it is free.
         *
         * @param total in bytes
         * @param free in bytes
         */
        public record Room(long total, long free) {
            /** Returns how much is free of a hundred; 100 where nothing is known. */
            public int percentFree() {
                return total <= 0 ? 100 : (int) (100 * free / total);
            }
        }

        /**
         * An app that a run has deployed.
         *
         * @param run the number of the run
         * @param stack the app's stack
         * @param services what it is made of
         */
        public record RunningApp(String run, String stack, List<RunningService> services) {
            /** Copies the list. */
            public RunningApp {
                services = List.copyOf(services);
            }
        }

        /**
         * A container of a service.
         *
         * @param service the service, without its stack's name
         * @param state Docker's word, such as {@code running}
         * @param status Docker's words about it, such as {@code Up 3 minutes (healthy)}
         * @param memory what it uses, in bytes; 0 where that is not known
         */
        public record RunningService(String service, String state, String status, long memory) {}

        /** Returns what keeps runs from going well, one sentence each; empty when nothing does. */
        public List<String> problems() {
            var problems = new ArrayList<String>();
            docker.ifPresent(problems::add);
            sweep.ifPresent(problems::add);
            if (disk.percentFree() < MIN_DISK_PERCENT) {
                problems.add("the file system of CCCI_RUNS_DIR has " + disk.percentFree()
                        + " % left: remove images with docker image prune, or lower CCCI_KEEP_RUNS and CCCI_RUNS_SIZE");
            }
            return List.copyOf(problems);
        }
    }

    /**
     * Something that happened to a service of the swarm, in words for people.
     *
     * @param at when, by Docker's clock
     * @param stack the stack that it belongs to
     * @param service the service, without its stack's name
     * @param what what happened, on one line
     */
    public record SwarmEvent(Instant at, String stack, String service, String what) {
        private static final int MAX_LENGTH = 200;
        private static final String STACK = "com.docker.stack.namespace";
        private static final String SERVICE = "com.docker.swarm.service.name";
        private static final Map<String, String> PLAIN = Map.of(
                "start", "a container was started",
                "oom", "a container was out of memory",
                "health_status: healthy", "a container is healthy",
                "health_status: unhealthy", "a container is unhealthy");

        /** Cuts what is too long, and keeps it on one line: names are foreign text. */
        public SwarmEvent {
            service = line(service);
            what = line(what);
        }

        /** Returns what of Docker's events tells of a service of a stack; empty for all others. */
        static Optional<SwarmEvent> of(Event event) {
            if (event.getActor() == null || event.getActor().getAttributes() == null || event.getAction() == null) {
                return Optional.empty();
            }
            var attributes = event.getActor().getAttributes();
            var stack = attributes.getOrDefault(STACK, "");
            var service = attributes.getOrDefault(SERVICE, "");
            if (event.getType() != EventType.CONTAINER || stack.isEmpty() || !service.startsWith(stack + "_")) {
                return Optional.empty();
            }
            return describe(event.getAction(), attributes)
                    .map(what -> new SwarmEvent(at(event), stack, service.substring(stack.length() + 1), what));
        }

        private static Optional<String> describe(String action, Map<String, String> attributes) {
            if (action.equals("die")) {
                return Optional.of("a container ended with exit code " + attributes.getOrDefault("exitCode", "?"));
            }
            return Optional.ofNullable(PLAIN.get(action));
        }

        private static Instant at(Event event) {
            return event.getTimeNano() != null
                    ? Instant.ofEpochSecond(0, event.getTimeNano())
                    : Instant.ofEpochSecond(Optional.ofNullable(event.getTime()).orElse(0L));
        }

        private static String line(String text) {
            var plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
            return plain.substring(0, Math.min(MAX_LENGTH, plain.length()));
        }
    }
}
