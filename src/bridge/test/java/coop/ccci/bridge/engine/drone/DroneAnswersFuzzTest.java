package coop.ccci.bridge.engine.drone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.fake.HostileJson;
import coop.ccci.bridge.http.RestResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever Drone says of a build, there is a state that the bridge knows. */
class DroneAnswersFuzzTest {
    @Property(seed = "8")
    void a_build_is_read_whatever_it_looks_like(@ForAll("builds") JsonNode json) {
        var answer = new RestResponse(200, json, OptionalInt.empty(), Optional.of(Instant.EPOCH));
        var build = Build.of(json, answer);
        assertThat(build.status()).isNotNull();
        build.error().ifPresent(text -> assertThat(text).hasSizeLessThan(301).doesNotContain("\n", "\u001b"));
    }

    @Provide
    Arbitrary<JsonNode> builds() {
        return HostileJson.of(List.of(
                "number",
                "status",
                "error",
                "params",
                "started",
                "finished",
                "created",
                "stages",
                "steps",
                "exit_code"));
    }
}
