package coop.ccci.harness.socket.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCallsTest {
    private static final String IMAGE = "/TaskTemplate/ContainerSpec/Image";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1.41/images/create?fromImage=10.0.0.1%3A5000%2Fx&tag=1",
                "/v1.41/images/create?fromImage=localhost%2Fx",
                "/v1.41/images/create?fromImage=127.0.0.1%3A5001%2Fx&tag=1",
                "/v1.41/images/create?fromImage=169.254.169.254%2Flatest%3A1",
                "/v1.41/images/create?fromImage=127.0.0.1%2Fx%40sha256%3Aabc",
                "/v1.41/images/create",
            })
    void row_18_no_registry_of_the_machine_or_its_network_is_asked_to_pull(String target) {
        assertThat(new JudgeFixture(false).outcome("POST", target)).startsWith("403 ");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1.41/distribution/10.0.0.1:5000/x:1/json",
        "GET,/v1.41/distribution/127.0.0.1/a/b/json",
        "GET,/v1.41/distribution/localhost%3A80/x/json"
    })
    void row_18_nor_is_it_asked_what_a_tag_is(String method, String target) {
        assertThat(new JudgeFixture(false).outcome(method, target)).startsWith("403 the image ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void row_18_a_service_of_such_a_registry_is_refused_in_the_words_of_who_pulls_and_trust_changes_nothing(
            boolean isTrusted) {
        var image = "'10.0.0.1:5000/x:1'";
        var refused = "403 the image 10.0.0.1:5000/x:1 may not be pulled: its registry 10.0.0.1:5000 is on this machine"
                + " or in its own network (10.0.0.1), where images are taken only from registries that the operator"
                + " lists (CCCI_REGISTRIES)";

        assertThat(new JudgeFixture(isTrusted).service(IMAGE, image)).isEqualTo(refused);
        assertThat(new JudgeFixture(isTrusted)
                        .outcome(
                                "POST",
                                "/v1.41/services/svc-own/update?version=1",
                                StrictJson.write(JudgeFixture.changed(IMAGE, image))))
                .isEqualTo(refused);
    }

    @Test
    void what_is_listed_or_anybody_s_is_passed_on() {
        var fixture = new JudgeFixture(false);

        assertThat(fixture.outcome("POST", "/v1.41/images/create?fromImage=127.0.0.1%3A5000%2Fccci%2Fweb&tag=1"))
                .isEqualTo("200");
        assertThat(fixture.outcome("GET", "/v1.41/distribution/127.0.0.1:5000/ccci/web:1/json"))
                .isEqualTo("200");
        assertThat(fixture.service(IMAGE, "'127.0.0.1:5000/ccci/web:1'")).isEqualTo("200");
        assertThat(fixture.service(IMAGE, "'203.0.113.9:5000/x:1@sha256:abc'")).isEqualTo("200");
    }
}
