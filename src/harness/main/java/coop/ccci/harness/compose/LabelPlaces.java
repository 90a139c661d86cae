package coop.ccci.harness.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The places in a recipe's compose files where labels are written. A label is looked for as text, with its variables as
 * gaps, so that anchors, merges and variables need not be followed.
 */
public final class LabelPlaces {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_FILES = 50;
    private static final Pattern NAME = Pattern.compile("(docker-)?compose[^/]*\\.ya?ml");

    /** {@code - "key=value"}, {@code key: "value"}, with or without quotes. */
    private static final Pattern WRITTEN =
            Pattern.compile("\\s*(?:-\\s*)?[\"']?([A-Za-z](?:[^=:\"'\\s$]|\\$\\{[^}]*}|\\$)*+)[\"']?\\s*[=:]\\s*(.*)");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}|\\$[A-Za-z_][A-Za-z0-9_]*");

    private final List<Written> lines;

    private LabelPlaces(List<Written> lines) {
        this.lines = lines;
    }

    /** What is written on a line, and how a deployed label looks that comes of it. */
    private record Written(String place, Pattern key, Pattern value) {}

    /** Reads the compose files of a recipe; what cannot be read has no places. */
    public static LabelPlaces in(Path recipe) {
        var lines = new ArrayList<Written>();
        try (var files = Files.list(recipe)) {
            for (var file : files.filter(LabelPlaces::isCompose)
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString().length())
                            .thenComparing(Path::toString))
                    .limit(MAX_FILES)
                    .toList()) {
                read(file, lines);
            }
        } catch (IOException | UncheckedIOException e) {
            // a reason without a line is a reason all the same
        }
        return new LabelPlaces(lines);
    }

    private static boolean isCompose(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
    }

    private static void read(Path file, List<Written> lines) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            return;
        }
        var number = 0;
        for (var line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            var written = WRITTEN.matcher(line.strip());
            if (written.matches()) {
                lines.add(new Written(
                        file.getFileName() + ":" + number,
                        gaps(written.group(1)),
                        gaps(written.group(2).strip().replaceAll("^[\"']|[\"']$", ""))));
            }
        }
    }

    private static Pattern gaps(String written) {
        var pattern = new StringBuilder();
        var at = 0;
        for (Matcher variable = VARIABLE.matcher(written); variable.find(); at = variable.end()) {
            pattern.append(Pattern.quote(written.substring(at, variable.start())))
                    .append(".*");
        }
        return Pattern.compile(pattern + Pattern.quote(written.substring(at)), Pattern.DOTALL);
    }

    /** Returns where a label of this key and value is written, for example {@code compose.yml:12}; empty when it is nowhere. */
    public Optional<String> of(String key, String value) {
        var fitting =
                lines.stream().filter(line -> line.key.matcher(key).matches()).collect(Collectors.toList());
        return fitting.stream()
                .filter(line -> line.value.matcher(value).matches())
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .map(Written::place);
    }
}
