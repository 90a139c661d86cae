package coop.ccci.harness.doctor.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.contract.Excerpt;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.doctor.Assumption;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.process.PseudoTerminal;
import coop.ccci.host.HumanTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls {@code abra} with any arguments, to see what it does with them; the harness's own client makes only the calls
 * that a run needs. What abra sees of the environment is the same.
 */
final class AbraCalls {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DoctorSettings settings;
    private final Machine machine;
    private final Map<String, String> folder;
    private final Duration atMost;
    private final Path directory;

    private AbraCalls(
            DoctorSettings settings, Machine machine, Map<String, String> folder, Duration atMost, Path directory) {
        this.settings = settings;
        this.machine = machine;
        this.folder = folder;
        this.atMost = atMost;
        this.directory = directory;
    }

    /** With the machine's own folder, which is only read. */
    static AbraCalls of(DoctorSettings settings, Machine machine) {
        return new AbraCalls(
                settings, machine, Map.of("ABRA_DIR", settings.abra().toString()), TIMEOUT, Path.of("/"));
    }

    /** With another {@code ABRA_DIR}. */
    AbraCalls in(Path abraDir) {
        return with("ABRA_DIR", abraDir.toString());
    }

    /** With no {@code ABRA_DIR} and another home. */
    AbraCalls atHome(Path home) {
        return new AbraCalls(settings, machine, Map.of("HOME", home.toString()), atMost, directory);
    }

    /** With a further variable. */
    AbraCalls with(String variable, String value) {
        var more = new LinkedHashMap<>(folder);
        more.put(variable, value);
        return new AbraCalls(settings, machine, more, atMost, directory);
    }

    /** For calls that may take longer. */
    AbraCalls within(Duration longest) {
        return new AbraCalls(settings, machine, folder, longest, directory);
    }

    /** Called in another working directory than the root. */
    AbraCalls from(Path where) {
        return new AbraCalls(settings, machine, folder, atMost, where);
    }

    /** Calls it without a terminal. */
    Said call(String... arguments) {
        return run(vector(arguments));
    }

    /** Calls it on a terminal, as the harness does; then what it says is all in its output. */
    Said onTerminal(String... arguments) {
        return run(PseudoTerminal.around(vector(arguments)));
    }

    private static List<String> vector(String... arguments) {
        var vector = new ArrayList<>(List.of("abra"));
        vector.addAll(List.of(arguments));
        return vector;
    }

    private Said run(List<String> vector) {
        var seen = Abra.environment(settings.environment());
        seen.putAll(folder);
        return new Said(machine.run(vector, directory, seen, atMost));
    }

    /** What abra said and did. */
    static final class Said {
        private static final int MAX_LINE_LENGTH = 160;

        private final ProcessResult finished;

        Said(ProcessResult finished) {
            this.finished = finished;
        }

        boolean well() {
            return finished.well();
        }

        int exit() {
            return finished.exit();
        }

        /** Standard output without colours and carriage returns. */
        String output() {
            return plain(finished.output());
        }

        /** Standard error without colours and carriage returns. */
        String errors() {
            return plain(finished.errors());
        }

        /** Both, the errors last. */
        String all() {
            return output() + "\n" + errors();
        }

        /** Returns whether abra refused, with the expected exit code and words. */
        boolean refused(Assumption.Expectation expected) {
            var said = all().toLowerCase(java.util.Locale.ROOT);
            return !finished.killed()
                    && expected.exit().equals(Optional.of(finished.exit()))
                    && said.contains("fata")
                    && expected.words().stream().allMatch(said::contains);
        }

        /** Returns the output as JSON; missing when it is none. */
        JsonNode json() {
            try {
                var tree = JSON.readTree(output());
                return tree == null ? MissingNode.getInstance() : tree;
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        /** Returns its reason where there is one, and how it ended, for people. */
        String describe() {
            if (finished.killed()) {
                return "it did not end within " + HumanTime.format(finished.duration());
            }
            return "exit code " + finished.exit()
                    + reason().map(text -> ", " + text).orElse("");
        }

        private Optional<String> reason() {
            var lines = all().lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            var fatal = lines.stream().filter(line -> line.contains("FATA")).findFirst();
            return fatal.or(() -> well() ? Optional.empty() : lines.stream().reduce((earlier, later) -> later))
                    .map(Said::cut);
        }

        static String cut(String line) {
            return Excerpt.cut(line, MAX_LINE_LENGTH);
        }

        private static String plain(String text) {
            return text.replaceAll("\\x1b\\[[0-9;?]*[A-Za-z]", "").replace("\r", "");
        }
    }
}
