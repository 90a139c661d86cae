package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads and writes the JSON of the contract: {@code snake_case} keys, instants in RFC 3339, durations in seconds with
 * fractions, absent values left out. Unknown keys are passed over, so that a newer writer does not break an older
 * reader.
 */
public final class ContractJson {
    /** A results file larger than this is not read: it comes from a run, and a run is not trusted. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_NESTING = 32;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .build())
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private ContractJson() {}

    /** One event as one line, without the line's end. */
    public static String line(RunEvent event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event of a line; empty when the line is not one, for example because it is still being written. */
    public static Optional<RunEvent> event(String line) {
        try {
            return Optional.ofNullable(MAPPER.readValue(line, RunEvent.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The text of {@code results.json}: indented, ending with a line's end. */
    public static String text(Results results) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes {@code results.json} so that it is there whole or not at all.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static void write(Results results, Path file) {
        try {
            WholeFile.write(file, text(results).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a {@code results.json}.
     *
     * @return empty when there is none yet
     * @throws UnreadableResultsException when it is there and is not one, or of a version this program does not know
     */
    public static Optional<Results> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UnreadableResultsException(file + " is larger than " + MAX_BYTES + " bytes", null);
            }
            return Optional.of(parse(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableResultsException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the text of a {@code results.json}, of whichever version: what comes back is of this one.
     *
     * @throws UnreadableResultsException when it is not one, or of a version this program does not know
     */
    public static Results results(String text) {
        try {
            return parse(text);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UnreadableResultsException("these are not results: " + e.getMessage(), e);
        }
    }

    static Results parse(String text) throws JsonProcessingException {
        JsonNode tree = MAPPER.readTree(text);
        var schema = tree.path("schema").asInt(0);
        if (schema < 1 || schema > Results.SCHEMA) {
            throw new IllegalArgumentException("its schema version is " + tree.path("schema") + "; versions 1 to "
                    + Results.SCHEMA + " are known");
        }
        return MAPPER.treeToValue(schema == 1 ? EarlierResults.ofVersion1(tree) : tree, Results.class);
    }

    /** A {@code results.json} that is there but cannot be used. */
    public static final class UnreadableResultsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableResultsException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
