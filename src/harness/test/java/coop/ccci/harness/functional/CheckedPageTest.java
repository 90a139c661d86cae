package coop.ccci.harness.functional;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.HttpResult;
import coop.ccci.harness.recipe.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckedPageTest {
    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, HttpResult> site = new HashMap<>();

    private void page(String path, int code, String type, String text) {
        site.put(path, new HttpResult.Received(code, Optional.of(type), Optional.empty(), text));
    }

    private List<Assertion> look(Check check) {
        return new CheckedPage("app.ci.test", check, path -> site.getOrDefault(path, missing())).check();
    }

    private static HttpResult missing() {
        return new HttpResult.Received(404, Optional.of(HTML), Optional.empty(), "<h1>Not found</h1>");
    }

    private static Check check(String title, String text, boolean asset) {
        return new Check("/", Set.of(200), Optional.ofNullable(title), Optional.ofNullable(text), asset);
    }

    @Test
    void everything_that_is_asked_of_a_page_becomes_an_assertion() {
        page("/", 200, HTML, "<title>My  shop</title><link rel='stylesheet' href=/style.css><p>Hello <b>you</b>");
        page("/style.css", 200, "text/css", "p {}");

        var assertions = look(check("My shop", "Hello you", true));

        assertThat(assertions)
                .extracting(Assertion::name)
                .containsExactly(
                        "/ answers with 200",
                        "the title of / contains \"My shop\"",
                        "/ shows \"Hello you\"",
                        "the first asset of / loads");
        assertThat(assertions).allMatch(Assertion::held);
    }

    @Test
    void a_wrong_status_is_told_with_where_a_redirect_leads() {
        site.put("/", new HttpResult.Received(302, Optional.empty(), Optional.of("/login"), ""));

        assertThat(look(check(null, null, false)))
                .containsExactly(new Assertion(
                        "/ answers with 200", false, Optional.of("it answers with 302, which leads to /login")));
    }

    @Test
    void several_codes_can_be_right() {
        page("/", 401, "text/plain", "no");

        assertThat(look(new Check("/", Set.of(401, 200), Optional.empty(), Optional.empty(), false)))
                .containsExactly(new Assertion("/ answers with 200 or 401", true, Optional.empty()));
    }

    @Test
    void a_title_and_a_text_that_are_not_there_are_told_with_what_is() {
        page("/", 200, HTML, "<title>Index of /</title>");

        var assertions = look(check("Shop", "Hello", false));

        assertThat(assertions.get(1).message()).contains("it is \"Index of /\"");
        assertThat(assertions.get(2).message()).contains("it shows nothing");
        assertThat(assertions).extracting(Assertion::held).containsExactly(true, false, false);
    }

    @Test
    void what_only_stands_in_the_source_of_a_page_is_not_shown_by_it() {
        page("/", 200, HTML, "<script>var hello = 'Hello'</script><!-- Hello --><p class=Hello>bye");

        assertThat(look(check(null, "Hello", false)).get(1).held()).isFalse();
    }

    @Test
    void a_body_that_is_no_page_is_searched_as_it_is() {
        page("/", 200, "application/json", "{\"title\":\"<b>x</b>\"}");

        assertThat(look(check(null, "<b>x</b>", false))).allMatch(Assertion::held);
    }

    @Test
    void the_first_asset_of_the_app_s_own_is_the_one_that_counts() {
        page(
                "/",
                200,
                HTML,
                "<link rel=icon href=/icon.png><img src='data:image/png;base64,xx'>"
                        + "<script src=https://cdn.example.org/a.js></script>"
                        + "<script src='b.js?v=1'></script><img src=/c.png>");
        page("/b.js?v=1", 200, "text/javascript", "1");

        assertThat(look(check(null, null, true)).get(1).held()).isTrue();
    }

    @Test
    void an_asset_that_is_missing_empty_or_a_page_has_not_loaded() {
        page("/", 200, HTML, "<img src=/logo.svg>");
        assertThat(look(check(null, null, true)).get(1).message()).contains("/logo.svg answers with 404");

        page("/logo.svg", 200, "image/svg+xml", "");
        assertThat(look(check(null, null, true)).get(1).message()).contains("/logo.svg is empty");

        page("/logo.svg", 200, HTML, "<title>the app</title>");
        assertThat(look(check(null, null, true)).get(1).message()).contains("/logo.svg is a page and no asset");
    }

    @Test
    void a_page_without_an_asset_of_its_own_does_not_look_like_one_whose_assets_load() {
        page("/", 200, HTML, "<p>Hello");

        assertThat(look(check(null, null, true)).get(1)).satisfies(assertion -> {
            assertThat(assertion.held()).isFalse();
            assertThat(assertion.message().orElseThrow()).contains("names no");
        });
    }

    @Test
    void no_answer_is_told_once() {
        site.put("/", new HttpResult.Failed(new Answer.NoIngress("nothing answered")));

        assertThat(look(check("Shop", "Hello", true)))
                .containsExactly(new Assertion("/ answers with 200", false, Optional.of("nothing answered")));
    }

    @Test
    void row_19_foreign_text_is_cut() {
        page("/", 200, HTML, "<title>" + "x".repeat(5000) + "</title>");

        assertThat(look(check("Shop", null, false)).get(1).message().orElseThrow())
                .hasSizeLessThan(300);
    }
}
