package coop.ccci.contract;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;

/** The sources of every module, parsed: what a rule about the whole tree reads, whatever is compiled so far. */
final class SourceTree {
    /** The folder of the modules, seen from the folder in which a module's tests run. */
    private static final Path MODULES = Path.of("..").toAbsolutePath().normalize();

    private SourceTree() {}

    /** Returns the main source files of all modules but their package descriptions. */
    static List<Path> files() {
        return files("main");
    }

    /** Returns the source files of the tests of all modules. */
    static List<Path> tests() {
        return files("test");
    }

    private static List<Path> files(String folder) {
        try (var all = Files.walk(MODULES)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> MODULES.relativize(file).subpath(1, 3).equals(Path.of(folder, "java")))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the module that a file belongs to, for example {@code bridge}. */
    static String module(Path file) {
        return MODULES.relativize(file).getName(0).toString();
    }

    /** Returns the simple name of the type that a file declares. */
    static String typeName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** Parses the files; nothing is resolved, so it takes seconds and needs nothing but the sources. */
    static List<CompilationUnitTree> parse(List<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            return StreamSupport.stream(task.parse().spliterator(), false)
                    .map(unit -> (CompilationUnitTree) unit)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
