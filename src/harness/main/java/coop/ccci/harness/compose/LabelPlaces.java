package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places in a recipe's compose files where labels are written, in those too that no setting selects. A label is
 * looked for with its variables as gaps, so that nobody needs to know their values.
 */
public final class LabelPlaces {
    private static final int MAX_FILES = 50;
    private static final Pattern NAME = Pattern.compile("(docker-)?compose[^/]*\\.ya?ml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}|\\$[A-Za-z_][A-Za-z0-9_]*");

    private final List<Written> labels;

    private LabelPlaces(List<Written> labels) {
        this.labels = List.copyOf(labels);
    }

    /** What is written at a place, and how a deployed label looks that comes of it. */
    private record Written(String place, Pattern key, Pattern value) {}

    /** Reads the compose files of a recipe; what cannot be read has no places. */
    public static LabelPlaces in(Path recipe) {
        var labels = new ArrayList<Written>();
        try (var files = Files.list(recipe)) {
            files.filter(LabelPlaces::isCompose)
                    .map(file -> file.getFileName().toString())
                    .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                    .limit(MAX_FILES)
                    .forEach(name -> read(recipe, name, labels));
        } catch (IOException | UncheckedIOException e) {
            // a reason without a line is a reason all the same
        }
        return new LabelPlaces(labels);
    }

    private static boolean isCompose(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
    }

    private static void read(Path recipe, String name, List<Written> labels) {
        try {
            var source = ComposeSource.read(recipe, name);
            for (var service : source.keys("services")) {
                var entries = new ArrayList<>(source.entries("services", service, "deploy", "labels"));
                entries.addAll(source.entries("services", service, "labels"));
                entries.forEach(entry ->
                        labels.add(new Written(name + ":" + entry.line(), gaps(entry.key()), gaps(entry.value()))));
            }
        } catch (RunException e) {
            // a file that is read for nothing else may be wrong; one that is deployed was refused before
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
        var fitting = labels.stream()
                .filter(label -> label.key.matcher(key).matches())
                .toList();
        return fitting.stream()
                .filter(label -> label.value.matcher(value).matches())
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .map(Written::place);
    }
}
