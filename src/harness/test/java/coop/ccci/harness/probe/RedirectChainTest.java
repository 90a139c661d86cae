package coop.ccci.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectChainTest {
    private static final String DOMAIN = "shop.ci.test";

    private final List<String> asked = new ArrayList<>();

    /** Each response is a status, and where it leads. */
    private Answer follow(StatusRule rule, String path, String... responses) {
        var chain = new RedirectChain(DOMAIN, path, rule);
        for (var response : responses) {
            asked.add(chain.path());
            var words = response.split(" ", 2);
            var location = words.length > 1 ? Optional.of(words[1]) : Optional.<String>empty();
            var answer = chain.add(Integer.parseInt(words[0]), location, false);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("more is to be asked: " + chain.path());
    }

    private Answer follow(String... responses) {
        return follow(StatusRule.DEFAULT, "/", responses);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 206})
    void a_success_is_the_app_s_answer(int code) {
        assertThat(follow("" + code)).isEqualTo(new Answer.FromApp(code));
    }

    @ParameterizedTest
    @CsvSource({
        "/en/, /en/",
        "en/, /en/",
        "?lang=en, /?lang=en",
        "https://shop.ci.test/en/, /en/",
        "https://SHOP.CI.TEST:443/en/, /en/",
        "//shop.ci.test/en/, /en/",
        "http://shop.ci.test/en/, /en/",
        "http://shop.ci.test:80, /",
        "/en/#top, /en/",
        "/a b|c, /a%20b%7Cc"
    })
    void a_redirect_within_the_app_s_own_host_is_followed(String location, String next) {
        for (var code : List.of(301, 302, 303, 307, 308)) {
            asked.clear();

            assertThat(follow(StatusRule.DEFAULT, "/start", code + " " + location, "200")
                            .isFromApp())
                    .isTrue();
            assertThat(asked)
                    .containsExactly("/start", location.startsWith("?") ? next.replace("/?", "/start?") : next);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sso.example.org/login?next=x",
                "http://sso.example.org/",
                "//sso.example.org/",
                "https://www.shop.ci.test/",
                "matrix:u/somebody:example.org"
            })
    void a_redirect_to_another_host_is_the_app_s_answer(String location) {
        assertThat(follow("302 " + location)).matches(Answer::isFromApp);
        assertThat(follow("302 /login", "303 " + location)).matches(Answer::isFromApp);
        assertThat(asked).doesNotContain(location);
    }

    @Test
    void where_it_came_to_an_answer_is_told() {
        assertThat(follow("307 /en/", "200").describe()).isEqualTo("the status 200 at /en/ after 1 redirect");
        assertThat(follow("302 https://sso.example.org/").describe())
                .isEqualTo("the status 302 to https://sso.example.org/");
    }

    @Test
    void a_redirect_that_ends_in_an_error_is_no_answer() {
        assertThat(follow("302 /login", "500").describe())
                .isEqualTo("the status 500 at /login after 1 redirect instead of a success (2xx)");
        assertThat(follow("302 /login", "502").kind()).isEqualTo(Answer.Kind.GATEWAY);
    }

    @Test
    void a_redirect_to_itself_is_a_loop() {
        var loop = follow(java.util.stream.Stream.generate(() -> "302 https://shop.ci.test/")
                .limit(30)
                .toArray(String[]::new));

        assertThat(loop.kind()).isEqualTo(Answer.Kind.REDIRECT_LOOP);
        assertThat(loop.describe()).isEqualTo("it redirects in a loop: / -> / (status 302)");
        assertThat(asked).hasSize(RedirectChain.MAX_REDIRECTS + 1);
    }

    @Test
    void a_loop_by_way_of_plain_http_says_what_may_be_the_cause() {
        var loop = follow(java.util.stream.Stream.generate(() -> "301 http://shop.ci.test/")
                .limit(30)
                .toArray(String[]::new));

        assertThat(loop.describe()).contains("in a loop: / -> /", "X-Forwarded-Proto");
    }

    @Test
    void redirects_to_ever_new_pages_are_bounded() {
        var endless = java.util.stream.IntStream.range(0, 30)
                .mapToObj(n -> "302 /" + n)
                .toArray(String[]::new);

        assertThat(follow(endless).describe()).startsWith("it redirects more than 10 times: / -> /0 -> /1");
        assertThat(follow(endless).kind()).isEqualTo(Answer.Kind.REDIRECT_LOOP);
    }

    @Test
    void one_visit_to_the_same_page_again_is_no_loop_because_a_cookie_may_have_been_set() {
        assertThat(follow("302 /", "200")).matches(Answer::isFromApp);
    }

    @Test
    void a_login_names_what_to_declare() {
        assertThat(follow("401").kind()).isEqualTo(Answer.Kind.LOGIN);
        assertThat(follow("401").describe()).contains("health.codes: [401]");
        assertThat(follow("403").describe()).contains("health.codes: [403]", "health.path");
        assertThat(follow("302 /admin", "401").describe()).contains("401 at /admin", "health.codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "304", "304 /", "301", "500", "404", "302 ://", "302 http://"})
    void anything_else_is_no_answer(String response) {
        assertThat(follow(response)).matches(answer -> !answer.isFromApp());
    }

    @Test
    void declared_codes_are_the_only_ones() {
        var rule = new StatusRule(Set.of(200, 401));

        assertThat(follow(rule, "/", "401")).matches(Answer::isFromApp);
        assertThat(follow(rule, "/", "302 /login", "200")).matches(Answer::isFromApp);
        assertThat(follow(rule, "/", "204").describe()).isEqualTo("the status 204 instead of 200 or 401");
        assertThat(follow(rule, "/", "302 https://sso.example.org/").describe())
                .isEqualTo("the status 302 to https://sso.example.org/ instead of 200 or 401");
    }

    @Test
    void a_declared_redirect_is_an_answer_unless_it_goes_round_or_leads_to_a_fault() {
        var rule = new StatusRule(Set.of(302));

        assertThat(follow(rule, "/", "302 /login", "200")).matches(Answer::isFromApp);
        assertThat(follow(rule, "/", "302 /login", "401")).matches(Answer::isFromApp);
        assertThat(follow(rule, "/", "302 /login", "502")).matches(answer -> !answer.isFromApp());
        assertThat(follow(
                                rule,
                                "/",
                                java.util.stream.Stream.generate(() -> "302 /")
                                        .limit(30)
                                        .toArray(String[]::new))
                        .kind())
                .isEqualTo(Answer.Kind.REDIRECT_LOOP);
    }

    @Test
    void traefik_s_own_404_is_no_route_where_it_is_asked_and_told_where_a_redirect_leads_there() {
        assertThat(new RedirectChain(DOMAIN, "/", StatusRule.DEFAULT).add(404, Optional.empty(), true))
                .contains(AppProbe.NO_ROUTE);
        var redirected = new RedirectChain(DOMAIN, "/", StatusRule.DEFAULT);
        redirected.add(302, Optional.of("/cms/"), false);
        assertThat(redirected.add(404, Optional.empty(), true).orElseThrow())
                .returns(Answer.Kind.OTHER, Answer::kind)
                .returns("a redirect to /cms/, for which Traefik has no route", Answer::describe);
    }

    @Test
    void a_redirect_that_gets_no_response_says_where_it_led() {
        var chain = new RedirectChain(DOMAIN, "/", StatusRule.DEFAULT);
        chain.add(302, Optional.of("/slow"), false);

        assertThat(chain.failed(new Answer.NotTheApp("no whole answer within 15 s"))
                        .describe())
                .isEqualTo("a redirect to /slow, where no whole answer within 15 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.ci.test:8443/x", "http://shop.ci.test:8080/x", "//shop.ci.test:8443/x"})
    void another_port_of_its_own_host_may_be_another_program_s_and_is_not_asked(String location) {
        assertThat(follow("302 " + location).describe())
                .contains("a port at which Traefik does not serve", "health.codes: [302]");
        assertThat(follow(new StatusRule(Set.of(302)), "/", "302 " + location)).matches(Answer::isFromApp);
        assertThat(asked).containsOnly("/");
    }
}
