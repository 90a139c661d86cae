package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.RecipeList.StateCount;
import coop.ccci.bridge.ledger.LedgerDatabase;
import coop.ccci.bridge.ledger.RunLists.RunFilter;
import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be asked of the lists of recipes and runs, of one ledger with every kind of run in it. */
@ParameterizedClass
@EnumSource(LedgerDatabase.class)
class RecipeListTest {
    @TempDir
    static Path runs;

    private static DashboardFixture fixture;

    /** The database is that of {@link #open}. */
    RecipeListTest(LedgerDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(LedgerDatabase database) {
        fixture = new DashboardFixture(runs, database.in(runs));
        var failure = new Results.Failure("converge", "It never became healthy.", List.of());
        run("alpha", "1", 90).passed();
        run("beta", "2", 80).failed(failure);
        run("beta-two", "3", 70).endedWithout(Verdict.TIMED_OUT, "It took too long.");
        run("gamma", "4", 60).passed();
        run("gamma", "5", 50).stage("deploy", 100, "fail").failed(failure);
        run("gamma", "6", 40);
        fixture.asked("delta", "7", "maya", Duration.ofMinutes(30));
    }

    private static DashboardFixture.Story run(String recipe, String digit, int minutes) {
        return fixture.asked(recipe, digit, "maya", Duration.ofMinutes(minutes)).launched();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        fixture.close();
    }

    private static ListQuery query(String text, List<String> sorts) {
        var values = new LinkedHashMap<String, String>();
        Arrays.stream(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> values.put(pair[0], pair[1]));
        return ListQuery.of(new PageRequest("GET", "/", values), sorts);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'', alpha beta beta-two delta gamma",
                "q=beta, beta beta-two",
                "q=BETA, beta beta-two",
                "q=%, none",
                "q=a_pha, none",
                "state=passed, alpha",
                "state=failed, beta gamma",
                "state=timed-out, beta-two",
                "state=running, gamma",
                "state=queued, delta",
                "state=no-such-state, alpha beta beta-two delta gamma",
                "level=1, alpha",
                "level=0, beta beta-two gamma",
                "level=9, alpha beta beta-two delta gamma",
                "level=x, alpha beta beta-two delta gamma",
                "sort=recent, delta gamma beta-two beta alpha",
                "sort=highest, alpha beta beta-two delta gamma",
                "sort=lowest&state=failed, beta gamma",
                "q=beta&state=failed&level=0, beta"
            })
    void recipes(String asked, String expected) {
        assertThat(RecipeList.of(fixture.views().recipes(), query(asked, RecipeList.SORTS)))
                .extracting(recipe -> recipe.state().run().recipe().value())
                .containsExactly(expected == null ? new String[0] : expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'', 7 6 5 4 3 2 1",
                "sort=oldest, 1 2 3 4 5 6 7",
                "sort=longest, 5 7 6 4 3 2 1",
                "sort=highest, 4 1 7 6 5 3 2",
                "q=beta, 3 2",
                "q=%, none",
                "q=b_ta, none",
                "state=failed, 5 2",
                "state=timed-out, 3",
                "state=running, 6",
                "state=queued, 7",
                "level=1, 4 1",
                "q=gamma&state=failed&level=0, 5"
            })
    void runs_by_what_is_asked(String asked, String expected) {
        var filter = query(asked, Pages.RUN_SORTS).filter();
        var page = fixture.views().runs(filter, 1, 50);
        assertThat(String.join(" ", page.items().stream().map(RunView::getId).toList()))
                .isEqualTo(expected == null ? "" : expected);
        assertThat(page.total()).isEqualTo(page.items().size());
    }

    @Test
    void a_page_is_a_part_and_the_last_one_stands_for_all_after_it() {
        var views = fixture.views();
        var second = views.runs(RunFilter.ALL, 2, 3);
        assertThat(second.items()).extracting(RunView::getId).containsExactly("4", "3", "2");
        assertThat(second.pages()).isEqualTo(3);
        assertThat(second.from()).isEqualTo(4);
        assertThat(second.to()).isEqualTo(6);
        assertThat(views.runs(RunFilter.ALL, 99, 3).items())
                .extracting(RunView::getId)
                .containsExactly("1");
        var none = views.runs(RunFilter.ALL.of("never-tested"), 1, 3);
        assertThat(none.total() + none.from() + none.to()).isZero();
        assertThat(none.pages()).isEqualTo(1);
    }

    @Test
    void the_states_are_counted_as_far_as_the_rest_of_the_query_goes_and_lead_there() {
        var counts = RecipeList.counts(fixture.views().recipes(), query("q=a&sort=recent&page=3", RecipeList.SORTS));
        assertThat(counts)
                .extracting(StateCount::label, StateCount::count)
                .containsExactly(
                        tuple("all", 5),
                        tuple("queued", 1),
                        tuple("running", 1),
                        tuple("passed", 1),
                        tuple("failed", 2),
                        tuple("timed out", 1));
        assertThat(counts.get(5).link()).isEqualTo("/?q=a&state=timed-out&sort=recent");
        assertThat(counts.get(0).link()).isEqualTo("/?q=a&sort=recent");
    }

    @Test
    void an_address_holds_whatever_was_searched_for() {
        var query = query("q=a&b \"<ü", RecipeList.SORTS);
        assertThat(query("q=a b\"<ü+&state=failed", RecipeList.SORTS).toPage(2))
                .isEqualTo("/?q=a+b%22%3C%C3%BC%2B&state=failed&page=2");
        assertThat(query.toPage(1)).isEqualTo("/?q=a");
    }

    @Test
    void the_queue_has_what_runs_and_who_waits_with_their_places() {
        assertThat(fixture.views().queue())
                .extracting(queued -> queued.run().getId(), Views.QueuedRun::position)
                .containsExactly(tuple("6", 0), tuple("7", 1));
    }
}
