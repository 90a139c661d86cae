package coop.ccci.harness.functional;

import java.nio.file.Path;
import java.util.List;

/**
 * A recipe's tests, ready to run.
 *
 * @param classes the folder with the class files
 * @param names the test classes with their packages; none where the folder holds none, which its tier fails for
 */
public record CompiledTests(Path classes, List<String> names) {
    /** Copies what could change. */
    public CompiledTests {
        names = List.copyOf(names);
    }

    /** Returns how many there are, for people. */
    public String describe() {
        return counted(names.size());
    }

    static String counted(int classes) {
        return classes == 1 ? "1 test class" : classes + " test classes";
    }
}
