package coop.ccci.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTimeTest {
    @ParameterizedTest
    @CsvSource({
        "PT-3S, 0 s",
        "PT0S, 0 s",
        "PT0.04S, 0.0 s",
        "PT0.44S, 0.4 s",
        "PT5S, 5 s",
        "PT9.96S, 10.0 s",
        "PT12.4S, 12 s",
        "PT59.6S, 1 min",
        "PT1M, 1 min",
        "PT3M5S, 3 min 5 s",
        "PT59M59.6S, 1 h",
        "PT1H4M59S, 1 h 4 min",
        "PT30H, 30 h"
    })
    void the_two_greatest_units_are_told(Duration duration, String text) {
        assertThat(HumanTime.format(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT-3S, 0.0 s", "PT0.44S, 0.4 s", "PT5S, 5.0 s", "PT2M5.31S, 125.3 s"})
    void a_column_has_seconds_and_tenths(Duration duration, String text) {
        assertThat(HumanTime.seconds(duration)).isEqualTo(text);
    }
}
