package coop.ccci.sandbox.canary;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import coop.ccci.contract.RecipeName;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A recipe with one thing wrong with it, of {@code src/sandbox/canaries}.
 *
 * @param name its folder's name, and the recipe's
 * @param folder with {@code expected.yml} and what is laid over the recipe that all of them share
 * @param expected what a run of it must come to
 */
public record Canary(RecipeName name, Path folder, ExpectedResult expected) {
    private static final String FILE = "expected.yml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new Jdk8Module());

    /** Returns the folder of all canaries of a checkout. */
    static Path folder(Path home) {
        return home.resolve("src/sandbox/canaries");
    }

    /**
     * Returns all canaries of the checkout, by name.
     *
     * @throws SandboxException naming file, place and problem, when one is not of its form
     */
    public static List<Canary> all(Path home) {
        try (var folders = Files.list(folder(home))) {
            return folders.filter(folder -> Files.exists(folder.resolve(FILE)))
                    .sorted()
                    .map(Canary::read)
                    .toList();
        } catch (IOException e) {
            throw new SandboxException("the canaries of " + home + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one.
     *
     * @throws SandboxException naming file, place and problem, when it is not of its form
     */
    static Canary read(Path folder) {
        var file = folder.resolve(FILE);
        try {
            var name = new RecipeName(folder.getFileName().toString());
            return new Canary(name, folder, YAML.readValue(file.toFile(), ExpectedResult.class));
        } catch (JsonMappingException e) {
            var place = e.getLocation() == null
                    ? ""
                    : ", near line " + e.getLocation().getLineNr();
            throw new SandboxException(file + ": " + e.getOriginalMessage() + place, e);
        } catch (IOException e) {
            throw new SandboxException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns what is laid over the shared recipe for its first commit, which is tagged. */
    Path before() {
        return folder.resolve("before");
    }

    /** Returns what is laid over that for the commit under test; where it is absent, the first commit is tested. */
    Path change() {
        return folder.resolve("change");
    }

    /** Returns what is laid over that for the next version on {@code main}, which the commit under test is not made from. */
    Path later() {
        return folder.resolve("later");
    }

    /** Returns what is laid over the folder of settings and tests that all canaries share. */
    Path tests() {
        return folder.resolve("tests");
    }
}
