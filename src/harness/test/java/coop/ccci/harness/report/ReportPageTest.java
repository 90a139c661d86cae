package coop.ccci.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.process.Masker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    /** What a recipe may write, in each of its logs, messages and names. */
    private static final String HOSTILE =
            "</code></pre></style></script><script>alert(1)</script><img src=x onerror=alert(2)>"
                    + "<svg onload=alert(3)>\" onmouseover=\"alert(4)' autofocus onfocus='alert(5)<!-- ${.version} <#list 1..9 as x>"
                    + " ]]> src=\"data:,\" \u001b]8;;http://evil.example\u0007here\u001b[31m \u202eevil\u0000 &lt;b&gt;";

    /** A rule of the style that gives bars their colour: its selector, and the colour's name. */
    private static final Pattern BAR_COLOUR = Pattern.compile("([^{}]*\\.fill)\\{fill:var\\(--(\\w+)\\)}");

    private static final Set<String> TAGS = Set.of(
            "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "section", "article",
            "p", "h1", "h2", "h3", "ol", "ul", "li", "dl", "div", "dt", "dd", "span", "strong", "code", "pre", "mark",
            "time", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "img", "svg", "path", "circle",
            "rect");

    private static String page(String foreign) {
        return page(foreign, UnaryOperator.identity());
    }

    private static String page(String foreign, UnaryOperator<String> mask) {
        return new ReportPage(mask)
                .fill(ReportedRun.failed(foreign), ReportedRun.events(foreign), ReportedRun.evidence(foreign));
    }

    @Test
    void hostile_text_stays_text_wherever_it_comes_from() {
        var harmless = Jsoup.parse(page("nothing"));
        var hostile = Jsoup.parse(page(HOSTILE));

        assertThat(shape(hostile)).isEqualTo(shape(harmless));
        assertThat(hostile.getAllElements())
                .extracting(Element::normalName)
                .filteredOn(name -> !name.equals("#root"))
                .isSubsetOf(TAGS);
        assertThat(hostile.getAllElements().stream()
                        .flatMap(element -> element.attributes().asList().stream())
                        .map(attribute -> attribute.getKey())
                        .filter(name -> name.startsWith("on") || name.equals("style") || name.equals("srcset")))
                .isEmpty();
        assertThat(hostile.text()).contains("<script>alert(1)</script>", "${.version}");
        assertThat(page(HOSTILE)).doesNotContain("\u001b", "\u202e", "\u0000");
    }

    /** Each element with those around it and its attributes' names: text alone changes none of it. */
    private static List<String> shape(Element page) {
        return page.getAllElements().stream()
                .map(element -> element.cssSelector()
                        + element.attributes().asList().stream()
                                .map(attribute -> attribute.getKey())
                                .collect(Collectors.joining(" ", " [", "]")))
                .toList();
    }

    @Test
    void it_asks_for_nothing_and_its_own_policy_allows_its_style_alone() throws Exception {
        var page = Jsoup.parse(page(HOSTILE));
        var style = page.selectFirst("style").data();
        var hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));

        assertThat(page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo("default-src 'none'; style-src 'sha256-" + hash
                        + "'; img-src data:; base-uri 'none'; form-action 'none'");
        assertThat(style).doesNotContain("url(", "@import", "<");
        assertThat(page.select("[src]").eachAttr("src")).containsExactly("data:,");
        assertThat(page.select("[href]").eachAttr("href"))
                .containsExactly("#content", "results.json", "junit.xml", "log.txt", "events.jsonl");
    }

    @Test
    void it_shows_what_failed_where_and_the_lines_that_speak_of_it() {
        var page = Jsoup.parse(page("it is broken"));

        assertThat(page.selectFirst("h1").text()).isEqualTo("guestbook");
        assertThat(page.selectFirst(".failure").text()).contains("functional: it is broken");
        assertThat(page.select(".tier.bad[open] summary").text()).contains("functional", "2.3 s");
        assertThat(page.select("mark").eachText()).containsExactly("error: it is broken");
        assertThat(page.select(".lines code").eachText()).containsExactly("error: it is broken");
        assertThat(page.select(".timeline .cut").text()).contains("converge");
        assertThat(page.select("#manifest + ul").text()).isEqualTo("it is broken");
        assertThat(page.select(".ladder .reached").text()).contains("install");
    }

    @Test
    void an_app_that_was_kept_is_told_with_its_end_and_how_to_look_into_it_and_is_no_leftover() {
        var page = Jsoup.parse(page("-k"));

        assertThat(page.selectFirst(".kept").text())
                .contains(
                        "https://gues-d4e5f6.ci.example.org/ was left up on purpose (--keep) until 2026-11-22 11:00 UTC")
                .contains("Ask it curl -k");
        assertThat(page.selectFirst(".kept time").attr("datetime")).isEqualTo("2026-11-22T11:00:33Z");
        assertThat(page.text())
                .contains("just before their app was taken away or left up")
                .doesNotContain("may still be on the swarm");
    }

    @Test
    void the_bar_of_a_stage_has_the_colour_of_the_stage_whatever_became_of_the_run() {
        var page = Jsoup.parse(page("nothing"));
        var passed = page.selectFirst(".bad .timeline tr.good .fill");

        assertThat(BAR_COLOUR
                        .matcher(page.selectFirst("style").data())
                        .results()
                        .filter(rule -> page.select(rule.group(1)).contains(passed))
                        .map(rule -> rule.group(2)))
                .containsExactly("wait", "good");
    }

    @Test
    void one_line_and_one_rule_are_not_several() {
        assertThat(Jsoup.parse(page("nothing")).select("summary").eachText()).contains("1 line", "1 rule");
    }

    @Test
    void a_secret_is_masked_and_no_text_is_without_end() {
        var masker = new Masker();
        masker.add(List.of("correct-horse"));
        var page = page("the password is correct-horse " + "x".repeat(50_000), masker::mask);

        assertThat(page).doesNotContain("correct-horse").contains("the password is ******");
        assertThat(page.length()).isLessThan(60 * ReportPage.MAX_LENGTH);
    }

    @Test
    void the_picture_takes_the_place_that_no_foreign_text_can_have() {
        var page = Jsoup.parse(ReportPage.withPicture(page(HOSTILE), new byte[] {1, 2, 3}));

        assertThat(page.select("img").eachAttr("src")).containsExactly("data:image/png;base64,AQID");
        assertThat(page.text()).contains("src=\"data:,\"");
    }
}
