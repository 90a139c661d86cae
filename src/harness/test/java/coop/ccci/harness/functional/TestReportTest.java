package coop.ccci.harness.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.functional.child.TestEvent;
import coop.ccci.harness.functional.child.TestEvent.Kind;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.tier.TierOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TestReportTest {
    private static final TestEvent END = new TestEvent(Kind.END, "", "");

    private static List<Assertion> read(TestEvent... events) {
        return TestReport.of(List.of(events), "the folder functional/", "killed")
                .assertions();
    }

    private static TestEvent event(Kind kind) {
        return new TestEvent(kind, "PageTest: says hello", "why");
    }

    @Test
    void a_test_that_ran_to_its_end_holds() {
        assertThat(read(event(Kind.STARTED), event(Kind.PASSED), END))
                .singleElement()
                .satisfies(assertion -> {
                    assertThat(assertion.name()).isEqualTo("PageTest: says hello");
                    assertThat(assertion.held()).isTrue();
                });
    }

    @Test
    void a_test_that_was_left_out_or_gave_up_does_not_look_like_a_pass() {
        for (var kind : List.of(Kind.SKIPPED, Kind.ABORTED)) {
            assertThat(read(event(kind), END)).singleElement().satisfies(assertion -> {
                assertThat(assertion.held()).isFalse();
                assertThat(assertion.message().orElseThrow()).contains("(why)", "proves nothing");
            });
        }
    }

    @Test
    void a_test_that_did_not_run_for_want_of_a_dependency_neither_holds_nor_fails() {
        var before = new Assertion("/ answers with 200", true, Optional.empty());
        var outcome = TestReport.of(List.of(event(Kind.PASSED), event(Kind.NOT_RUN), END), "functional/", "killed");

        assertThat(outcome.assertions()).hasSize(1);
        assertThat(outcome.after(List.of(before)))
                .isEqualTo(new TierOutcome.Skipped("PageTest: says hello: why", false));

        var failed = TestReport.of(List.of(event(Kind.FAILED), event(Kind.NOT_RUN), END), "functional/", "killed");
        assertThat(failed.after(List.of(before)).status()).isEqualTo("pass");
        assertThat(failed.after(List.of(before)).match(TierOutcome.Asserted::assertions, none -> List.of()))
                .extracting(Assertion::held)
                .containsExactly(true, false);
    }

    @Test
    void a_test_that_this_machine_had_no_browser_for_ends_the_run_as_the_machine_s_fault_unless_something_failed() {
        var before = new Assertion("/ answers with 200", true, Optional.empty());
        var outcome = TestReport.of(List.of(event(Kind.PASSED), event(Kind.NO_BROWSER), END), "functional/", "killed");

        assertThatThrownBy(() -> outcome.after(List.of(before)))
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.exit()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContainingAll("PageTest: says hello: why", "machine's fault", "doctor");

        var failed = TestReport.of(List.of(event(Kind.FAILED), event(Kind.NO_BROWSER), END), "functional/", "killed");
        assertThat(failed.after(List.of(before)).match(TierOutcome.Asserted::assertions, none -> List.of()))
                .extracting(Assertion::held)
                .containsExactly(true, false);
    }

    @Test
    void no_test_at_all_is_a_failure() {
        for (var events : List.of(List.of(END), List.of(event(Kind.EMPTY), END))) {
            assertThat(TestReport.of(events, "the folder functional/", "killed").assertions())
                    .singleElement()
                    .satisfies(assertion -> {
                        assertThat(assertion.held()).isFalse();
                        assertThat(assertion.name()).isEqualTo("the folder functional/ holds a test");
                    });
        }
    }

    @Test
    void a_class_of_which_no_test_ran_is_a_failure_beside_others_that_ran() {
        var assertions = read(event(Kind.PASSED), new TestEvent(Kind.EMPTY, "LoginTest", ""), END);

        assertThat(assertions).extracting(Assertion::held).containsExactly(true, false);
        assertThat(assertions.get(1).name()).isEqualTo("LoginTest holds a test");
    }

    @Test
    void a_process_that_ended_in_mid_test_keeps_what_was_and_names_what_was_not() {
        var assertions = read(event(Kind.PASSED), new TestEvent(Kind.STARTED, "PageTest: hangs", ""));

        assertThat(assertions).extracting(Assertion::held).containsExactly(true, false);
        assertThat(assertions.get(1).message()).contains("killed in the middle of \"PageTest: hangs\"");
    }

    @Test
    void a_line_that_is_not_an_event_is_passed_over() {
        assertThat(TestEvent.of("{\"kind\":\"PASS")).isEmpty();
        assertThat(TestEvent.of("null")).isEmpty();
        assertThat(TestEvent.of("{}")).isEmpty();
        assertThat(TestEvent.of(event(Kind.FAILED).line())).contains(event(Kind.FAILED));
    }

    @Property(tries = 500)
    void all_hold_only_when_at_least_one_passed_none_did_anything_else_and_the_end_was_told(@ForAll List<Kind> kinds) {
        var events = new ArrayList<TestEvent>();
        kinds.forEach(kind -> events.add(event(kind)));

        var outcome = TestReport.of(events, "the folder functional/", "killed");

        var assertions = outcome.assertions();
        assertThat(assertions.size()
                        + outcome.notRun().size()
                        + outcome.noBrowser().size())
                .isPositive();
        var bad = Arrays.asList(Kind.FAILED, Kind.SKIPPED, Kind.ABORTED, Kind.EMPTY);
        assertThat(!assertions.isEmpty() && assertions.stream().allMatch(Assertion::held))
                .isEqualTo(kinds.contains(Kind.PASSED)
                        && kinds.contains(Kind.END)
                        && kinds.stream().noneMatch(bad::contains));
    }
}
