package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.dashboard.Pages.Templates;
import coop.ccci.contract.Results;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Row 14 of the attacks: whatever stands in a name, a message or a log, the page stays the page that we wrote. */
class HostileTextTest {
    private static final Pattern TAGS = Pattern.compile("<[^>]*>");
    private static final Pattern VALUES = Pattern.compile("\"[^\"]*\"");

    private static final Path RUNS = Path.of("target", "hostile-text");
    private static final List<List<String>> EXPECTED = pages("harmless");

    @Property(tries = 60)
    void no_text_from_elsewhere_becomes_markup(@ForAll("hostile") String text) {
        assertThat(pages("!" + text)).as(text).isEqualTo(EXPECTED);
    }

    @Property(tries = 200)
    void no_text_becomes_markup_of_a_badge(@ForAll("hostile") String text) {
        var templates = new Templates();
        assertThat(markup(templates.fill("badge.ftlx", new Badges.Badge("!" + text, "!" + text, "red").drawing())))
                .isEqualTo(markup(templates.fill("badge.ftlx", new Badges.Badge("harmless", "word", "red").drawing())));
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "<script>alert(1)</script>",
                        "\"><img src=x onerror=alert(1)>",
                        "' onmouseover='alert(1)",
                        "</code></pre><script>",
                        "</title><svg onload=alert(1)>",
                        "${7*7}#{7*7}<#assign x=1>",
                        "]]><!--",
                        "&lt;script&gt;&#60;",
                        "\u001b]8;;javascript:alert(1)\u001b\\x",
                        "\u202e<b>",
                        "\"".repeat(50),
                        "<".repeat(50)),
                Arbitraries.strings()
                        .withChars("<>\"'&/=#${}[]!-;`\u0000\u001b\n\tax")
                        .ofMaxLength(40),
                Arbitraries.strings().ofMaxLength(40));
    }

    /** The tags of a page with their attributes, without values and texts. */
    private static List<String> markup(String page) {
        return TAGS.matcher(page)
                .results()
                .map(tag -> VALUES.matcher(tag.group()).replaceAll("\"\""))
                .toList();
    }

    /** The markup of every page that shows a run in which all texts from elsewhere are this one. */
    private static List<List<String>> pages(String text) {
        try (var fixture = new DashboardFixture(RUNS)) {
            var story = fixture.asked("custom-html", "a", "x" + text, Duration.ofMinutes(5))
                    .launched()
                    .stage("x" + text, 2, "fail", Optional.of("x" + text))
                    .stage("deploy", 2, "x" + text)
                    .logged("x" + text);
            story.ended(
                    Verdict.FAILED,
                    0,
                    Optional.of(new Results.Failure("x" + text, "x" + text, List.of("x" + text, "x" + text))),
                    List.of(new TierResult(
                            Tier.INSTALL,
                            TierStatus.FAIL,
                            Optional.of("x" + text),
                            Duration.ofSeconds(1),
                            List.of(new TierResult.Assertion("x" + text, false, Optional.of("y" + text))))),
                    Map.of(Rung.INSTALL, RungStatus.FAIL));
            var pages = fixture.pages();
            return List.of(
                    markup(pages.recipes(DashboardFixture.get("/")).body()),
                    markup(pages.run(DashboardFixture.get("/runs/1")).body()),
                    markup(pages.recipe(DashboardFixture.get("/recipes/custom-html"))
                            .body()));
        }
    }
}
