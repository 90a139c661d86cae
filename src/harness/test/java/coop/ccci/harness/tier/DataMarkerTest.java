package coop.ccci.harness.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataMarkerTest {
    private static final String VALUE = "ccci0123456789abcdef0123456789abcdef";

    /** So PostgreSQL writes an update to its log where the page is in it already: without what old and new share. */
    @ParameterizedTest
    @CsvSource({
        "ccciffffffffffffffffffffffffffffffff, the last digit alike",
        "ccci0123ffffffffffffffffffffffffcdef, four digits alike at each end",
        "ccci0123456789abcdefffffffffffffffff, the first half alike",
        "none, another form",
    })
    void a_value_is_known_by_what_a_log_has_of_its_update(String earlier, String why) {
        var shared = IntStream.range(0, Math.min(earlier.length(), VALUE.length()));
        var prefix = (int)
                shared.takeWhile(i -> earlier.charAt(i) == VALUE.charAt(i)).count();
        var suffix = (int) IntStream.range(0, Math.min(earlier.length(), VALUE.length()) - prefix)
                .takeWhile(i -> earlier.charAt(earlier.length() - 1 - i) == VALUE.charAt(VALUE.length() - 1 - i))
                .count();

        assertThat(isSeenIn("UPDATE\0" + VALUE.substring(prefix, VALUE.length() - suffix) + "\0"))
                .as(why)
                .isTrue();
    }

    @Test
    void a_value_is_known_wherever_a_page_ends_in_it() {
        assertThat(IntStream.range(0, VALUE.length()))
                .allMatch(i -> isSeenIn(VALUE.substring(0, i) + "\0 a page's head \0" + VALUE.substring(i)));
    }

    @Test
    void another_value_is_not_taken_for_it() {
        assertThat(isSeenIn("ccci0123ffffffffffffffffffffffffcdef")).isFalse();
        assertThat(DataMarker.isAmong(Set.copyOf(DataMarker.pieces(DataMarker.fresh())), DataMarker.fresh()))
                .isFalse();
    }

    private static boolean isSeenIn(String file) {
        return DataMarker.isAmong(
                DataMarker.pieces(VALUE).stream().filter(file::contains).collect(Collectors.toSet()), VALUE);
    }
}
