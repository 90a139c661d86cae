package coop.ccci.harness.functional;

import coop.ccci.contract.Tier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A recipe's tests, ready to run.
 *
 * @param classes the folder with the class files
 * @param names the test classes with their packages, by the tier in which they run; none where the folder of the functional
 *     tier holds none, which its tier fails for
 */
public record CompiledTests(Path classes, Map<Tier, List<String>> names) {
    /** Copies what could change. */
    public CompiledTests {
        names = Map.copyOf(names);
    }

    /** Returns whether the recipe brings tests, or a folder for them, for a tier. */
    public boolean has(Tier tier) {
        return names.containsKey(tier);
    }

    /** Returns how many there are, for people. */
    public String describe() {
        return counted(names.values().stream().mapToInt(List::size).sum());
    }

    static String counted(int classes) {
        return classes == 1 ? "1 test class" : classes + " test classes";
    }
}
