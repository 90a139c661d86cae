package coop.ccci.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ContractJson.UnreadableResultsException;
import coop.ccci.contract.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever lies in a run's folder, it is read as results that are consistent, or refused as unreadable. */
class ResultsReaderFuzzTest {
    private static final List<String> SAMPLES = samples();

    private static List<String> samples() {
        var folder = Path.of("../contract/test/resources/coop/ccci/contract");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ResultsReaderFuzzTest::read)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A piece of a real file is replaced by something else. */
    @Property(seed = "13")
    void a_file_is_read_or_refused(
            @ForAll("samplesOfResults") String sample,
            @ForAll @IntRange(max = 4000) int at,
            @ForAll @IntRange(max = 40) int length,
            @ForAll("pieces") String piece) {
        var from = Math.min(at, sample.length());
        var text = sample.substring(0, from) + piece + sample.substring(Math.min(sample.length(), from + length));
        try {
            var results = ContractJson.results(text);
            assertThat(results.level()).isLessThanOrEqualTo(Level.of(results.rungs()));
        } catch (UnreadableResultsException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(seed = "14")
    void an_event_is_read_or_none(@ForAll("pieces") String line) {
        assertThat(ContractJson.event("{\"event\":" + line + ",\"stage\":" + line + "}"))
                .isNotNull();
        assertThat(ContractJson.event(line)).isNotNull();
    }

    @Provide
    Arbitrary<String> samplesOfResults() {
        return Arbitraries.of(SAMPLES);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "[]",
                        "{}",
                        "\"\"",
                        "-1",
                        "1e999",
                        "[".repeat(60),
                        "\"pass\"",
                        "\"x\": 1,",
                        "99999999999",
                        "\"\\ud83c\"",
                        ",",
                        "\"install\""),
                Arbitraries.strings()
                        .withChars("{}[]\",:0123456789-truefalsnl ")
                        .ofMaxLength(12));
    }
}
