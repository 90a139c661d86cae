package coop.ccci.harness.tier;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.swarm.Containers.ImageOf;
import coop.ccci.harness.swarm.ImageReference;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tag that moved on since the deploy must not fail a good recipe, an old image that runs on must not pass. */
class RunningImagesTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "docker.io/library/web:1, web:1@sha256:aa, true",
        "web, web:latest@sha256:aa, true",
        "index.docker.io/library/web:1, web:1, true",
        "docker.io/web:1, library/web:1, true",
        "docker.io/owner/web:1, owner/web:1@sha256:aa, true",
        "127.0.0.1:5000/web, 127.0.0.1:5000/web:latest@sha256:aa, true",
        "web:1@sha256:aa, web:1@sha256:aa, true",
        "web@sha256:aa, web:1@sha256:aa, true",
        "web:2, web:1@sha256:aa, false",
        "web:1@sha256:bb, web:1@sha256:aa, false",
        "example.org/web:1, web:1@sha256:aa, false",
        "owner/web:1, web:1@sha256:aa, false"
    })
    void names_of_one_image(String wanted, String running, boolean same) {
        var reference = ImageReference.parse(wanted);

        assertThat(RunningImages.isSame(reference, Optional.of("sha256:02"), new ImageOf(running, "sha256:01")))
                .isEqualTo(same);
        assertThat(RunningImages.isSame(reference, Optional.empty(), new ImageOf(running, "sha256:01")))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"mirror/web:1, web:1@sha256:aa", "web:1.0, web:1@sha256:aa"})
    void one_image_has_one_id_whatever_it_is_called(String wanted, String running) {
        assertThat(RunningImages.isSame(
                        ImageReference.parse(wanted), Optional.of("sha256:01"), new ImageOf(running, "sha256:01")))
                .isTrue();
    }
}
