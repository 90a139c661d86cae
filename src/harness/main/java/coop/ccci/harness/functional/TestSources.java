package coop.ccci.harness.functional;

import coop.ccci.contract.Tier;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Java files with which a recipe tests itself.
 *
 * @param files all of them, helpers included, in the order of their names
 * @param tests the files that must hold a test class, by the tier in which they run; the functional tier is there, with none,
 *     where the recipe brings its folder and no test in it
 */
public record TestSources(List<Path> files, Map<Tier, List<Path>> tests) {
    /** The folder of the functional tier's tests, and of all helpers. */
    public static final String FOLDER = "functional";

    private static final String TEST = "Test.java";
    private static final int MAX_FILES = 200;
    private static final long MAX_BYTES = 1024 * 1024;

    /** Copies what could change. */
    public TestSources {
        files = List.copyOf(files);
        tests = Map.copyOf(tests);
    }

    /** Returns the file beside {@code recipe.yml} whose tests run at the end of a tier: {@code UpgradeTest.java}. */
    public static String file(Tier tier) {
        var name = tier.code();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + TEST;
    }

    /** Returns the names that such a file may have. */
    public static List<String> filesOfTiers() {
        return Arrays.stream(Tier.values())
                .filter(tier -> tier != Tier.FUNCTIONAL)
                .map(TestSources::file)
                .toList();
    }

    /**
     * Looks for them.
     *
     * @param recipe the recipe's folder, {@code recipe-tests/<recipe>}
     * @return empty when there is neither a folder {@code functional} nor a file of a tier
     * @throws RunException of usage when a Java file stands where it would never run, two tests have one name, or there is
     *     too much
     */
    public static Optional<TestSources> in(Path recipe) {
        var folder = recipe.resolve(FOLDER);
        var files = javaFiles(recipe);
        var tests = new EnumMap<Tier, List<Path>>(Tier.class);
        for (var tier : Tier.values()) {
            var file = recipe.resolve(file(tier));
            if (tier != Tier.FUNCTIONAL && files.contains(file)) {
                tests.put(tier, List.of(file));
            }
        }
        if (Files.isDirectory(folder)) {
            tests.put(
                    Tier.FUNCTIONAL,
                    files.stream()
                            .filter(file ->
                                    file.startsWith(folder) && file.toString().endsWith(TEST))
                            .toList());
        }
        requireNoStray(folder, files, tests);
        requireOwnNames(tests);
        return tests.isEmpty() ? Optional.empty() : Optional.of(new TestSources(files, tests));
    }

    private static void requireNoStray(Path folder, List<Path> files, Map<Tier, List<Path>> tests) {
        var stray = files.stream()
                .filter(file -> !file.startsWith(folder))
                .filter(file -> tests.values().stream().noneMatch(known -> known.contains(file)))
                .toList();
        if (!stray.isEmpty()) {
            throw RunException.usage(
                    stray.get(0) + ":1: this file would never run: tests are looked for in " + folder
                            + "/, and beside it in " + String.join(", ", filesOfTiers()) + " only",
                    stray.stream().map(Path::toString).toList());
        }
    }

    /** A class is known by the name of its file. */
    private static void requireOwnNames(Map<Tier, List<Path>> tests) {
        var byName = tests.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        byName.values().stream().filter(same -> same.size() > 1).findFirst().ifPresent(same -> {
            throw RunException.usage(same.get(1) + ":1: another test has the name of this one, " + same.get(0)
                    + "; call them differently");
        });
    }

    /** Returns how many files must hold a test class. */
    int count() {
        return tests.values().stream().mapToInt(List::size).sum();
    }

    private static List<Path> javaFiles(Path below) {
        try (var all = Files.walk(below)) {
            var files = all.filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file))
                    .sorted()
                    .limit(MAX_FILES + 1)
                    .toList();
            if (files.size() > MAX_FILES) {
                throw RunException.usage(below + " holds more than " + MAX_FILES + " Java files; take some away");
            }
            for (var file : files) {
                if (Files.size(file) > MAX_BYTES) {
                    throw RunException.usage(
                            file + ":1: the file is larger than " + MAX_BYTES + " bytes; make it smaller");
                }
            }
            return files;
        } catch (IOException e) {
            throw RunException.environment("cannot read " + below + ": " + e.getMessage(), e);
        }
    }
}
