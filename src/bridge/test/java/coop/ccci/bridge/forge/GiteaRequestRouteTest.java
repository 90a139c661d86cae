package coop.ccci.bridge.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.config.RepositoryList;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.forge.GiteaJson.PullRequestRef;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.ConnectionSettings;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Repository;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to Gitea over the routes, as they are wired. */
class GiteaRequestRouteTest {
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");

    private static final Duration TOO_SLOW = Duration.ofSeconds(3);

    private final FakeGitea fake = FakeGitea.start();
    private final FakeGitea elsewhere = FakeGitea.start();
    private final ForgeHealth health = new ForgeHealth();
    private final Main camel = new Main();
    private CamelTransport transport;
    private Gitea gitea;

    @BeforeEach
    void open() {
        open(1000);
    }

    @AfterEach
    void close() {
        camel.stop();
        fake.close();
        elsewhere.close();
    }

    private void open(int requestsPerMinute) {
        var token = new Secret(fake.user("cc-ci-bot").token());
        camel.addInitialProperty("camel.main.jmxEnabled", "false");
        camel.addInitialProperty(
                "camel.main.routesIncludePattern",
                "classpath:routes/http/requests.camel.yaml,classpath:routes/http/*-json.camel.yaml,"
                        + "classpath:routes/http/gitea-*.camel.yaml");
        camel.addInitialProperty("ccci.retry.delay", "10");
        camel.addInitialProperty("ccci.gitea.host", fake.url().toString());
        var api = Forges.api(new Configuration.Forge(
                "", fake.url(), token, requestsPerMinute, RepositoryList.of(Set.of()), List.of(), Set.of(), Set.of()));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                transport = new CamelTransport(main.getCamelContext(), api, Clock.systemUTC());
                camel.bind("giteaTransport", transport);
                gitea = new Gitea(Repository.FIRST_FORGE, fake.url(), transport, health, name -> name);
            }
        });
        camel.bind("boundedJson", RestResponse.mapper());
        camel.bind("httpConnectionSettings", new ConnectionSettings());
        camel.start();
        fake.repository(RECIPE.toString()).pullRequest(1);
    }

    @Test
    void an_answer_comes_back_with_the_count_and_the_forges_clock() {
        fake.repository(RECIPE.toString()).pullRequest(1).comment("maya", "!testme");
        var changed = gitea.changedSince(Instant.EPOCH);
        assertThat(changed.pullRequests())
                .extracting(place -> place.repository().name(), PullRequestRef::number)
                .containsExactly(tuple(RECIPE, 1));
        assertThat(changed.askedAt()).isPresent();
        assertThat(gitea.bot().login()).isEqualTo("cc-ci-bot");
    }

    @Test
    void a_question_is_asked_again_when_the_forge_stumbles() {
        fake.whenAsked("GET", "/pulls/1$").times(2).fails(502);
        assertThat(gitea.pullRequest(RECIPE, 1)).isPresent();
        assertThat(fake.requests()).hasSize(3);
        assertThat(health.problems()).isEmpty();
    }

    @Test
    void a_question_is_asked_again_when_the_connection_breaks() {
        fake.whenAsked("GET", "/pulls/1$").once().hangsUp();
        assertThat(gitea.pullRequest(RECIPE, 1)).isPresent();
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void what_changes_something_is_never_sent_again_by_itself() {
        fake.whenAsked("POST", "/comments$").once().hangsUpAfterwards();
        assertThatThrownBy(() -> gitea.write(RECIPE, 1, "hello")).isInstanceOf(ForgeUnavailableException.class);
        fake.whenAsked("POST", "/comments$").once().fails(503);
        assertThatThrownBy(() -> gitea.write(RECIPE, 1, "hello")).isInstanceOf(ForgeUnavailableException.class);
        assertThat(fake.requests()).hasSize(2);
        assertThat(health.problems()).isNotEmpty();
    }

    @Test
    void row_18_a_redirect_is_not_followed_and_the_token_goes_nowhere_else() {
        fake.whenAsked("GET", "/pulls/1$").once().redirectsTo(elsewhere.url());
        assertThatThrownBy(() -> gitea.pullRequest(RECIPE, 1)).isInstanceOf(ForgeUnavailableException.class);
        assertThat(gitea.hasRedirected())
                .as("the repository is looked for by its number")
                .isTrue();
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(gitea.pullRequest(RECIPE, 1)).isPresent();
    }

    @Test
    void row_18_the_connections_alone_follow_no_redirect() throws IOException {
        fake.whenAsked("GET", "/version$").once().redirectsTo(elsewhere.url());
        var builder = HttpClientBuilder.create();
        new ConnectionSettings().configureHttpClient(builder);
        try (var client = builder.build()) {
            assertThat(client.execute(new HttpGet(fake.url() + "/api/v1/version"), HttpResponse::getCode))
                    .isBetween(300, 399);
        }
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void row_18_the_route_alone_follows_no_redirect() {
        assertThat(gitea.pullRequest(RECIPE, 1)).isPresent();
        assertThat(camel.getCamelContext().getEndpoints())
                .filteredOn(HttpEndpoint.class::isInstance)
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(((HttpEndpoint) endpoint).isFollowRedirects())
                        .isFalse());
    }

    @Test
    void a_forge_that_has_enough_is_left_alone_for_now() {
        fake.whenAsked("POST", "/comments$").once().hasEnough(Duration.ofSeconds(30));
        assertThatThrownBy(() -> gitea.write(RECIPE, 1, "hello"))
                .isInstanceOf(ForgeUnavailableException.class)
                .hasMessageContaining("429");
    }

    @Test
    void an_answer_that_is_no_json_is_not_believed() {
        fake.whenAsked("GET", "/pulls/1$").answers("<html>login</html>");
        assertThatThrownBy(() -> gitea.pullRequest(RECIPE, 1))
                .isInstanceOf(ForgeUnavailableException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void an_answer_that_is_too_long_is_not_read() {
        fake.whenAsked("GET", "/user$").answersBytes(RestResponse.MAX_BYTES + 1);
        assertThatThrownBy(() -> gitea.bot())
                .isInstanceOf(ForgeUnavailableException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void a_forge_that_keeps_failing_is_not_asked_for_a_while() {
        fake.whenAsked("POST", "/comments$").fails(500);
        for (var time = 0; time < 20; time++) {
            assertThatThrownBy(() -> gitea.write(RECIPE, 1, "hello")).isInstanceOf(ForgeUnavailableException.class);
        }
        assertThat(fake.requests()).hasSizeLessThan(20);
    }

    @Test
    void a_forge_that_asks_to_be_left_alone_is_asked_nothing() {
        fake.whenAsked("POST", "/comments$").once().hasEnough(Duration.ofSeconds(30));
        assertThatThrownBy(() -> gitea.write(RECIPE, 1, "hello")).hasMessageContaining("429");
        assertThatThrownBy(() -> gitea.pullRequest(RECIPE, 1))
                .isInstanceOf(ForgeUnavailableException.class)
                .hasMessageContaining("left alone");
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void a_forge_that_says_for_how_long_it_is_away_is_asked_nothing_meanwhile() {
        fake.whenAsked("GET", "/pulls/1$").once().isAway(Duration.ofSeconds(30));
        assertThatThrownBy(() -> gitea.pullRequest(RECIPE, 1)).hasMessageContaining("left alone");
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void row_19_pull_requests_that_the_forge_stumbles_over_keep_nobody_from_asking_it() {
        fake.whenAsked("GET", "/pulls/1$").fails(500);
        for (var time = 0; time < 3; time++) {
            assertThatThrownBy(() -> gitea.pullRequest(RECIPE, 1))
                    .isInstanceOf(ForgeUnavailableException.class)
                    .hasMessageContaining("500");
        }
        fake.repository(RECIPE.toString()).pullRequest(2);
        assertThat(gitea.pullRequest(RECIPE, 2)).isPresent();
        assertThat(gitea.write(RECIPE, 2, "hello")).isPositive();
    }

    @Test
    void row_19_pull_requests_that_the_forge_takes_too_long_for_keep_nobody_from_asking_it() {
        var hasty = hasty();
        try {
            hasty.fake.whenAsked("GET", "/pulls/1$").isSlow(TOO_SLOW);
            for (var time = 0; time < 2; time++) {
                assertThatThrownBy(() -> hasty.gitea.pullRequest(RECIPE, 1))
                        .isInstanceOf(ForgeUnavailableException.class)
                        .hasMessageContaining(
                                "did not answer GET /repos/recipe-maintainers/custom-html/pulls/1 in time");
            }
            hasty.fake.repository(RECIPE.toString()).pullRequest(2);
            assertThat(hasty.gitea.pullRequest(RECIPE, 2)).isPresent();
        } finally {
            hasty.close();
        }
    }

    @Test
    void a_forge_that_takes_too_long_for_everything_is_not_asked_for_a_while() {
        var hasty = hasty();
        try {
            hasty.fake.whenAsked("GET", ".*").isSlow(TOO_SLOW);
            assertThatThrownBy(() -> hasty.gitea.pullRequest(RECIPE, 1))
                    .isInstanceOf(ForgeUnavailableException.class)
                    .hasMessageContaining("Read timed out");
            assertThatThrownBy(() -> hasty.gitea.pullRequest(RECIPE, 1))
                    .isInstanceOf(ForgeUnavailableException.class)
                    .hasMessageContaining("failed several times");
        } finally {
            hasty.close();
        }
    }

    /** Returns one that waits for an answer no longer than half of a second. */
    private GiteaRequestRouteTest hasty() {
        close();
        var hasty = new GiteaRequestRouteTest();
        hasty.camel.addInitialProperty("ccci.request.timeout", "500");
        hasty.open();
        return hasty;
    }

    @Test
    void row_19_what_one_purpose_uses_up_the_others_have_still() {
        close();
        var few = new GiteaRequestRouteTest();
        try {
            few.open(6);
            var deciding = few.gitea.over(few.transport.countedAs(RestRequest.Purpose.ADMISSION));
            var showing = few.gitea.over(few.transport.countedAs(RestRequest.Purpose.REPORT));
            for (var time = 0; time < 2; time++) {
                assertThat(deciding.pullRequest(RECIPE, 1)).isPresent();
            }
            assertThatThrownBy(() -> deciding.pullRequest(RECIPE, 1)).isInstanceOf(ForgeUnavailableException.class);
            assertThat(showing.pullRequest(RECIPE, 1)).isPresent();
        } finally {
            few.close();
        }
    }

    @Test
    void the_minutes_requests_are_counted() {
        close();
        var few = new GiteaRequestRouteTest();
        try {
            few.open(3);
            for (var time = 0; time < 3; time++) {
                assertThat(few.gitea.pullRequest(RECIPE, 1)).isPresent();
            }
            assertThatThrownBy(() -> few.gitea.pullRequest(RECIPE, 1))
                    .isInstanceOf(ForgeUnavailableException.class)
                    .hasMessageContaining("GITEA_REQUESTS_PER_MINUTE");
        } finally {
            few.close();
        }
    }
}
