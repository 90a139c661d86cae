package coop.ccci.harness.functional;

import coop.ccci.contract.Tier;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles a recipe's tests in this process, so that a mistake in them is told before anything is deployed. They see
 * what the harness sees: JUnit, jsoup, Apache HttpClient and {@code coop.ccci.app}. No annotation processor runs.
 */
public final class TestCompiler {
    private static final int MAX_ERRORS = 50;

    private TestCompiler() {}

    /**
     * Compiles.
     *
     * @param output the folder for the class files; is made
     * @throws RunException of usage, one detail per error with file and line, when they do not compile; of the environment
     *     when this Java has no compiler
     */
    public static CompiledTests compile(TestSources sources, Path output) {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw RunException.environment("cannot make the folder " + output + ": " + e.getMessage(), e);
        }
        if (!sources.files().isEmpty()) {
            translate(sources, output);
        }
        return new CompiledTests(output, names(sources, output));
    }

    private static void translate(TestSources sources, Path output) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw RunException.environment("the Java in " + System.getProperty("java.home")
                    + " has no compiler, which the recipe's tests need; install a JDK: apt-get install"
                    + " openjdk-17-jdk-headless");
        }
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            var options = List.of(
                    "-d",
                    output.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-proc:none",
                    "-parameters",
                    "-encoding",
                    "UTF-8",
                    "-Xlint:none");
            var said = new StringWriter();
            var well = compiler.getTask(
                            said, files, found, options, List.of(), files.getJavaFileObjectsFromPaths(sources.files()))
                    .call();
            if (!well) {
                throw wrong(found.getDiagnostics(), said.toString());
            }
        } catch (IOException e) {
            throw RunException.environment("cannot compile into " + output + ": " + e.getMessage(), e);
        }
    }

    private static RunException wrong(List<Diagnostic<? extends JavaFileObject>> found, String said) {
        var errors = new ArrayList<String>();
        found.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .limit(MAX_ERRORS)
                .forEach(diagnostic -> errors.add(describe(diagnostic)));
        if (errors.isEmpty()) {
            errors.add("the recipe's tests do not compile: " + said.strip());
        }
        var more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        return RunException.usage(errors.get(0) + more, errors);
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
        var message = diagnostic.getMessage(Locale.ROOT).strip().replaceAll("\\s*\\R\\s*", "; ");
        return diagnostic.getSource() == null
                ? message
                : Path.of(diagnostic.getSource().toUri()) + ":" + Math.max(1, diagnostic.getLineNumber()) + ": "
                        + message;
    }

    private static Map<Tier, List<String>> names(TestSources sources, Path output) {
        var names = new EnumMap<Tier, List<String>>(Tier.class);
        sources.tests().forEach((tier, files) -> names.put(tier, names(files, output)));
        return names;
    }

    private static List<String> names(List<Path> files, Path output) {
        var names = new ArrayList<String>();
        for (var file : files) {
            var simple = file.getFileName().toString().replaceFirst("\\.java$", "");
            names.add(find(simple, output)
                    .orElseThrow(() -> RunException.usage(file + ":1: this file holds no class " + simple
                            + ", so that nothing in it would run; name the class as the file")));
        }
        return names.stream().distinct().sorted().toList();
    }

    private static Optional<String> find(String simple, Path output) {
        try (var all = Files.walk(output)) {
            return all.filter(file -> file.getFileName().toString().equals(simple + ".class"))
                    .map(file -> output.relativize(file).toString())
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .findFirst();
        } catch (IOException e) {
            throw RunException.environment("cannot read " + output + ": " + e.getMessage(), e);
        }
    }
}
