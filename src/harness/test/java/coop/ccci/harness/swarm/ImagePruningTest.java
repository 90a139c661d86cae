package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.swarm.PulledImages.Pulled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePruningTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String WEB = "docker.io/library/web:1";

    private static boolean goes(List<String> tags, Duration unused, Set<String> inUse, Set<String> named) {
        var image = new LocalImage("sha256:a", tags, List.of("sha256:d1"));
        var remembered = Map.of("sha256:a", new Pulled(Set.of(WEB, "docker.io/library/web:2"), NOW.minus(unused)));
        return !ImagePruning.removable(remembered, List.of(image), inUse, named, NOW)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 23, false", "0, 25, true", "1, 25, false", "1, 335, false", "1, 337, true", "2, 337, true"})
    void what_a_newer_image_pushed_out_goes_after_a_day_and_what_has_a_name_after_two_weeks(
            int tags, int hours, boolean goes) {
        assertThat(goes(
                        List.of(WEB, "docker.io/library/web:2").subList(0, tags),
                        Duration.ofHours(hours),
                        Set.of(),
                        Set.of()))
                .isEqualTo(goes);
    }

    @Test
    void what_anybody_uses_or_has_named_stays() {
        var longAgo = Duration.ofDays(99);

        assertThat(goes(List.of(), longAgo, Set.of("sha256:a"), Set.of())).isFalse();
        assertThat(goes(List.of(), longAgo, Set.of(), Set.of("web:1@sha256:d1")))
                .isFalse();
        assertThat(goes(List.of(WEB), longAgo, Set.of(), Set.of("web:1"))).isFalse();
        assertThat(goes(List.of(WEB), longAgo, Set.of(), Set.of("web:1@sha256:d0")))
                .isFalse();
        assertThat(goes(List.of(WEB, "example.org/kept:1"), longAgo, Set.of(), Set.of()))
                .isFalse();
        assertThat(goes(List.of(WEB), longAgo, Set.of("sha256:b"), Set.of("web:3@sha256:d3")))
                .isTrue();
    }

    @Test
    void what_no_run_pulled_stays_for_ever() {
        var image = new LocalImage("sha256:b", List.of(), List.of());

        assertThat(ImagePruning.removable(Map.of(), List.of(image), Set.of(), Set.of(), NOW))
                .isEmpty();
    }
}
