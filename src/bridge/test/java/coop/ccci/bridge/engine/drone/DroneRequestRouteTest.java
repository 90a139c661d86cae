package coop.ccci.bridge.engine.drone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.fake.FakeDrone;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.ConnectionSettings;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to Drone over the routes, as they are wired. */
class DroneRequestRouteTest {
    private static final RestRequest USER = RestRequest.get("/user");
    private static final RestRequest BUILDS =
            RestRequest.postQuery("/repos/" + FakeDrone.REPOSITORY + "/builds", Map.of("SRC", "a b&c=d+e"));

    private final FakeDrone fake = FakeDrone.start();
    private final FakeDrone elsewhere = FakeDrone.start();
    private final Main camel = new Main();
    private CamelTransport transport;

    @BeforeEach
    void open() {
        var drone = new Configuration.Drone(fake.url(), new Secret(fake.token()), FakeDrone.REPOSITORY, 600);
        camel.addInitialProperty("camel.main.jmxEnabled", "false");
        camel.addInitialProperty(
                "camel.main.routesIncludePattern",
                "classpath:routes/http/requests.camel.yaml,classpath:routes/http/*-json.camel.yaml,"
                        + "classpath:routes/engines/drone/drone-request.camel.yaml,"
                        + "classpath:routes/engines/drone/drone-send.camel.yaml,"
                        + "classpath:routes/engines/drone/drone-call.camel.yaml");
        camel.addInitialProperty("ccci.drone.host", fake.url().toString());
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                transport = new CamelTransport(main.getCamelContext(), DroneEngine.api(drone), Clock.systemUTC());
                camel.bind("droneTransport", transport);
            }
        });
        camel.bind("boundedJson", RestResponse.mapper());
        camel.bind("httpConnectionSettings", new ConnectionSettings());
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        fake.close();
        elsewhere.close();
    }

    @Test
    void an_answer_comes_back_with_drones_clock() {
        var answer = transport.send(USER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("login").asText()).isEqualTo("root-admin");
        assertThat(answer.time()).isPresent();
    }

    @Test
    void parameters_arrive_as_they_were_given_and_the_token_with_them() {
        assertThat(transport.send(BUILDS).status()).isEqualTo(200);
        assertThat(fake.newest().parameters()).isEqualTo(Map.of("SRC", "a b&c=d+e"));
        assertThat(fake.requests().get(0).token()).isEqualTo(fake.token());
    }

    @Test
    void null_is_an_answer() {
        fake.has(FakeDrone.Pipelines.FOR_PUSHES_ONLY);
        assertThat(transport.send(BUILDS).body().isNull()).isTrue();
    }

    @Test
    void a_question_is_asked_again_when_drone_stumbles() {
        fake.whenAsked("GET", "/user$").times(2).fails(502);
        assertThat(transport.send(USER).status()).isEqualTo(200);
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void a_build_is_never_created_again_by_itself() {
        fake.whenAsked("POST", "/builds$").once().hangsUpAfterwards();
        assertThatThrownBy(() -> transport.send(BUILDS)).isInstanceOf(EngineUnavailableException.class);
        fake.whenAsked("POST", "/builds$").once().fails(503);
        assertThatThrownBy(() -> transport.send(BUILDS)).isInstanceOf(EngineUnavailableException.class);
        assertThat(fake.requests()).hasSize(2);
        assertThat(fake.builds()).hasSize(1);
    }

    @Test
    void a_failure_that_drone_explains_is_an_answer_and_any_other_is_not() {
        fake.has(FakeDrone.Pipelines.ABSENT);
        assertThat(transport.send(BUILDS).status()).isEqualTo(500);
        fake.whenAsked("POST", "/builds$").once().fails(500);
        assertThatThrownBy(() -> transport.send(BUILDS)).isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void row_18_a_redirect_is_not_followed_and_the_token_goes_nowhere_else() {
        fake.whenAsked("GET", "/user$").once().redirectsTo(elsewhere.url());
        assertThat(transport.send(USER).status()).isEqualTo(302);
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(transport.send(USER).status()).isEqualTo(200);
    }

    @Test
    void row_18_a_path_that_leads_elsewhere_is_no_request() {
        assertThatThrownBy(() -> RestRequest.get("/repos/../../user")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RestRequest.get("//elsewhere.example.org/x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_answer_that_is_no_json_is_not_believed() {
        fake.whenAsked("GET", "/user$").answers("<html>login</html>");
        assertThatThrownBy(() -> transport.send(USER))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("DRONE_URL");
    }

    @Test
    void an_answer_that_is_too_long_is_not_read() {
        fake.whenAsked("GET", "/user$").answersBytes(RestResponse.MAX_BYTES + 1);
        var answer = transport.send(USER);
        assertThat(answer.isTooLong()).isTrue();
        assertThat(answer.body().isMissingNode()).isTrue();
    }

    @Test
    void a_drone_that_keeps_failing_is_not_asked_for_a_while() {
        fake.whenAsked("POST", "/builds$").fails(502);
        for (var time = 0; time < 20; time++) {
            assertThatThrownBy(() -> transport.send(BUILDS)).isInstanceOf(EngineUnavailableException.class);
        }
        assertThat(fake.requests()).hasSizeLessThan(20);
    }

    @Test
    void a_drone_that_is_down_cannot_be_reached() {
        fake.down();
        assertThatThrownBy(() -> transport.send(USER))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("cannot be reached");
    }
}
