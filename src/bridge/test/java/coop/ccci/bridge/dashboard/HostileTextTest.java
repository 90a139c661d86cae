package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.dashboard.Pages.Templates;
import coop.ccci.bridge.host.HostFiles;
import coop.ccci.bridge.host.HostFiles.SwarmEvent;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever stands in a name, a message or a log, the page stays the page that we wrote. */
class HostileTextTest {
    private static final Pattern TAGS = Pattern.compile("<[^>]*>");
    private static final Pattern VALUES = Pattern.compile("\"[^\"]*\"");

    private static final Path TEMPLATES = Path.of("main/resources/dashboard");
    private static final Path RUNS = Path.of("target", "hostile-text");
    private static final DashboardFixture FIXTURE = new DashboardFixture(RUNS);
    private static final Pages SHOWN = FIXTURE.pages();
    private static final Templates FILLED = new Templates();
    private static final List<List<String>> EXPECTED = pages("harmless");

    @AfterContainer
    static void tearDown() {
        FIXTURE.close();
    }

    @Property(seed = "14")
    void row_14_no_text_from_elsewhere_becomes_markup(@ForAll("hostile") String text) {
        assertThat(pages("!" + text)).as(text).isEqualTo(EXPECTED);
    }

    @Property(seed = "15")
    void row_14_no_text_becomes_markup_of_a_badge(@ForAll("hostile") String text) {
        assertThat(markup(FILLED.fill("badge.ftlx", new Badges.Badge("!" + text, "!" + text, "red").drawing())))
                .isEqualTo(markup(FILLED.fill("badge.ftlx", new Badges.Badge("harmless", "word", "red").drawing())));
    }

    /** Whoever adds a template adds it here, and to the pages below where text from elsewhere comes to it. */
    @Example
    void row_14_every_template_is_filled_here() throws IOException {
        try (var files = Files.list(TEMPLATES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "layout.ftlh",
                            "recipes.ftlh",
                            "recipe.ftlh",
                            "runs.ftlh",
                            "run.ftlh",
                            "host.ftlh",
                            "badge.ftlx",
                            "problem.ftlh");
        }
    }

    /** The endings .ftlh and .ftlx make FreeMarker escape; these take it back, or are no place to escape for. */
    @Example
    void row_14_no_template_takes_text_for_markup_or_for_a_program() throws IOException {
        try (var files = Files.list(TEMPLATES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var template = Files.readString(file);
                assertThat(file.getFileName().toString()).matches(".*\\.ftl[hx]");
                assertThat(template)
                        .as(file.toString())
                        .doesNotContain("no_esc", "noautoesc", "outputformat", "<#ftl", "?interpret", "?eval", "?new")
                        .doesNotContainPattern("(?i)<(?:script|style)[^>]*>[^<]")
                        .doesNotContainPattern("(?i)\\son[a-z]+\\s*=")
                        .doesNotContainPattern("=\\s*\\$\\{");
            }
        }
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
        try {
            forgetRuns();
            var story = FIXTURE.asked("custom-html", "a", "x" + text, Duration.ofMinutes(5))
                    .launched()
                    .stage("x" + text, 2, "fail", Optional.of("x" + text))
                    .stage("deploy", 2, "x" + text)
                    .logged("x" + text)
                    .besides(
                            new Results.Base(Results.Base.Kind.TARGET_BRANCH, "x" + text, "x" + text),
                            new Results.Lint(
                                    RungStatus.FAIL,
                                    Optional.of("x" + text),
                                    List.of(new Results.Lint.Rule("R001", "x" + text, "error", false, false))),
                            "x" + text);
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
            Files.deleteIfExists(RUNS.resolve("1/swarm.jsonl"));
            new HostFiles(RUNS).append(new RunId(1), new SwarmEvent(Instant.EPOCH, "x" + text, "x" + text, "x" + text));
            return List.of(
                    markup(hostPage("x" + text)),
                    markup(SHOWN.recipes(DashboardFixture.get("/")).body()),
                    markup(SHOWN.run(DashboardFixture.get("/runs/1")).body()),
                    markup(SHOWN.recipe(DashboardFixture.get("/recipes/custom-html"))
                            .body()),
                    markup(SHOWN.runs(DashboardFixture.get("/runs", "q", text)).body()),
                    markup(SHOWN.recipes(DashboardFixture.get("/", "q", "zz" + text))
                            .body()),
                    markup(SHOWN.notFound(DashboardFixture.get("/runs/" + text)).body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next run is the first again: a ledger is too dear to be made for each text. */
    private static void forgetRuns() {
        FIXTURE.sql("set referential_integrity false");
        FIXTURE.sql("truncate table run_events");
        FIXTURE.sql("truncate table runs restart identity");
        FIXTURE.sql("truncate table triggers");
        FIXTURE.sql("set referential_integrity true");
    }

    private static String hostPage(String text) {
        return FILLED.fill(
                "host.ftlh",
                Map.of(
                        "isKnown",
                        true,
                        "problems",
                        List.of(text),
                        "memory",
                        text,
                        "disk",
                        text,
                        "services",
                        List.of(new HostPages.ServiceView("1", text, text, text)),
                        "others",
                        1));
    }
}
