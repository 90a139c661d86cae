package coop.ccci.harness.doctor;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Reads {@code assumptions.yml}, the list of all that cc-ci assumes of a host. */
public final class Assumptions {
    private static final String FILE = "assumptions.yml";
    private static final List<Topic> ALL = read();

    private Assumptions() {}

    /** Returns all assumptions, by topic. An assumption stands below those that it needs. */
    public static List<Topic> all() {
        return ALL;
    }

    /**
     * Returns what the file states of an assumption for a program to compare.
     *
     * @throws java.util.NoSuchElementException when there is no assumption of that name
     */
    public static Assumption.Expectation expectation(String id) {
        return ALL.stream()
                .flatMap(topic -> topic.assumptions().stream())
                .filter(assumption -> assumption.id().equals(id))
                .findFirst()
                .orElseThrow()
                .expect();
    }

    private static List<Topic> read() {
        try (var stream = Assumptions.class.getResourceAsStream(FILE)) {
            var topics = JsonMapper.builder(new YAMLFactory())
                    .addModule(new Jdk8Module())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(stream, new TypeReference<List<Topic>>() {});
            check(topics);
            return List.copyOf(topics);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void check(List<Topic> topics) {
        var above = new HashSet<String>();
        for (var topic : topics) {
            for (var assumption : topic.assumptions()) {
                requireTexts(assumption);
                if (!above.containsAll(assumption.needs())) {
                    throw new IllegalStateException(FILE + ": " + assumption.id() + " needs " + assumption.needs()
                            + ", and not all of these stand above it");
                }
                if (!above.add(assumption.id())) {
                    throw new IllegalStateException(FILE + ": " + assumption.id() + " stands there twice");
                }
            }
        }
    }

    private static void requireTexts(Assumption assumption) {
        var texts = Arrays.asList(assumption.id(), assumption.claim(), assumption.means(), assumption.remedy());
        if (assumption.sure() == null || texts.stream().anyMatch(text -> text == null || text.isBlank())) {
            throw new IllegalStateException(FILE + ": id, says, sure, means or do is missing in " + assumption);
        }
    }

    /**
     * Assumptions about one thing.
     *
     * @param topic what they are about, for people
     * @param assumptions in the order in which they are looked at
     */
    public record Topic(String topic, List<Assumption> assumptions) {
        /** Copies what could change. */
        public Topic {
            assumptions = List.copyOf(assumptions);
        }
    }
}
