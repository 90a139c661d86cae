package coop.ccci.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./cc-ci test} ends with: {@code src/count-tests} on reports as Maven's two runners write them. */
class CountTestsTest {
    private static final String GREEN =
            """
            <testsuite name="coop.ccci.AppTest" time="0.1" tests="3" errors="0" skipped="1" failures="0">
              <testcase name="says_failure" classname="coop.ccci.AppTest" time="0.1">
                <system-out><![CDATA[<failure message="said by what was tested">]]></system-out>
              </testcase>
            </testsuite>
            """;
    private static final String RED =
            """
            <testsuite name="coop.ccci.RouteIT" time="0.1" tests="3" errors="1" skipped="0" failures="1">
              <testcase name="a_page_opens" classname="coop.ccci.RouteIT" time="0.1">
                <failure message="&#10;Expecting actual:&#10;  &quot;&lt;p&gt; &amp;amp;&quot;" type="AssertionError"><![CDATA[at coop.ccci]]></failure>
              </testcase>
              <testcase name="" classname="coop.ccci.RouteIT" time="0.1">
                <error type="java.lang.IllegalStateException"><![CDATA[at coop.ccci]]></error>
              </testcase>
              <testcase name="a_page_closes" classname="coop.ccci.RouteIT" time="0.1"/>
            </testsuite>
            """;

    @TempDir
    private Path checkout;

    private Path marker;

    @BeforeEach
    void a_run_of_the_tests_has_begun() throws IOException {
        marker = Files.createFile(checkout.resolve("marker"));
        Files.setLastModifiedTime(marker, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Path report(String runner, String name, String text) throws IOException {
        var file = checkout.resolve("src/bridge/target/" + runner + "-reports/TEST-" + name + ".xml");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text);
    }

    private Ended count() throws Exception {
        return Ended.of(new ProcessBuilder(
                "/bin/sh",
                Path.of("../count-tests").toAbsolutePath().toString(),
                checkout.toString(),
                marker.toString()));
    }

    @Test
    void adds_up_what_both_runners_wrote() throws Exception {
        report("surefire", "AppTest", GREEN);
        report("failsafe", "AppIT", GREEN);

        assertThat(count()).isEqualTo(new Ended(0, "4 passed, 0 failed, 2 skipped\n"));
    }

    @Test
    void names_what_failed_with_what_it_said() throws Exception {
        report("surefire", "AppTest", GREEN);
        report("failsafe", "RouteIT", RED);

        assertThat(count())
                .isEqualTo(
                        new Ended(
                                1,
                                """
                        failed: coop.ccci.RouteIT.a_page_opens: Expecting actual: "<p> &amp;"
                        failed: coop.ccci.RouteIT
                        3 passed, 2 failed, 1 skipped
                        """));
    }

    /** What was there stands first, what was waited for and how long stands last. */
    @Test
    void shows_beginning_and_end_of_a_long_message_between_words() throws Exception {
        report(
                "surefire",
                "RouteIT",
                RED.replace("Expecting actual:", "Expecting " + "lörem ipsüm ".repeat(200) + "end"));

        assertThat(count().text().lines().findFirst().orElseThrow())
                .matches(
                        "failed: coop\\.ccci\\.RouteIT\\.a_page_opens: Expecting lörem (lörem|ipsüm| )+ … (lörem|ipsüm| )+"
                                + " end \"<p> &amp;\"")
                .hasSizeBetween(700, 900);
    }

    @Test
    void leaves_out_what_an_earlier_run_wrote() throws Exception {
        report("surefire", "AppTest", GREEN);
        var earlier = report("failsafe", "RouteIT", RED);
        Files.setLastModifiedTime(earlier, FileTime.from(Instant.now().minusSeconds(120)));

        assertThat(count()).isEqualTo(new Ended(0, "2 passed, 0 failed, 1 skipped\n"));
    }

    @Test
    void is_red_when_no_test_ran() throws Exception {
        assertThat(count()).isEqualTo(new Ended(1, "0 passed, 0 failed, 0 skipped\n"));
    }
}
