package coop.ccci.bridge.reason;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reasons are written and read again, and what is in old ledgers stays readable. */
class ReasonJsonTest {
    static Stream<RunReason> reasons() {
        return Stream.concat(
                Reasons.OF_RUNS.stream(), Reasons.OF_ENGINES.stream().map(RunReason.EngineFailed::new));
    }

    static Stream<TriggerReason> triggerReasons() {
        var others = Stream.of(
                new TriggerReason.Help(),
                new TriggerReason.Ignored(IgnoreReason.DELETED),
                new TriggerReason.Text("Not run: `x`"));
        return Stream.concat(Reasons.OF_REFUSALS.stream().map(TriggerReason.Refused::new), others);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void a_reason_of_a_run_is_read_as_it_was_written(RunReason reason) {
        assertThat(ReasonJson.runReason(ReasonJson.write(reason))).isEqualTo(reason);
    }

    @ParameterizedTest
    @MethodSource("triggerReasons")
    void a_reason_of_a_trigger_is_read_as_it_was_written(TriggerReason reason) {
        assertThat(ReasonJson.triggerReason(ReasonJson.write(reason))).isEqualTo(reason);
    }

    @Test
    void every_kind_is_among_those_that_are_tried() {
        assertThat(kinds(reasons().toList())).containsExactlyInAnyOrder(RunReason.class.getPermittedSubclasses());
        assertThat(kinds(Reasons.OF_ENGINES)).containsExactlyInAnyOrder(EngineFault.class.getPermittedSubclasses());
        assertThat(kinds(Reasons.OF_REFUSALS)).containsExactlyInAnyOrder(Refusal.class.getPermittedSubclasses());
        assertThat(kinds(triggerReasons().toList()))
                .containsExactlyInAnyOrder(TriggerReason.class.getPermittedSubclasses());
    }

    @Test
    void the_form_in_the_ledger_is_a_code_with_arguments() {
        assertThat(ReasonJson.write(new RunReason.CancelledBy("maya")))
                .isEqualTo("{\"code\":\"cancelled-by\",\"login\":\"maya\"}");
        assertThat(ReasonJson.write(new TriggerReason.Refused(new Refusal.NotAMember("recipe-maintainers"))))
                .isEqualTo("{\"code\":\"refused\",\"refusal\":{\"code\":\"not-a-member\","
                        + "\"organisation\":\"recipe-maintainers\"}}");
        assertThat(ReasonJson.write(new TriggerReason.Ignored(IgnoreReason.EDITED)))
                .isEqualTo("{\"code\":\"ignored\",\"why\":\"EDITED\"}");
    }

    @Test
    void what_a_newer_version_wrote_is_shown_as_it_stands() {
        var json = "{\"code\":\"abducted\",\"by\":\"aliens\"}";
        assertThat(ReasonJson.runReason(json)).isEqualTo(new RunReason.Text(json));
        assertThat(ReasonJson.triggerReason(json)).isEqualTo(new TriggerReason.Text("`" + json + "`"));
    }

    @Test
    void foreign_text_is_kept_only_as_far_as_anybody_reads_it() {
        var json = ReasonJson.write(new EngineFault.UnusableResults("x".repeat(100_000)));
        assertThat(json).hasSizeLessThan(3000);
        assertThat(ReasonJson.engineFault(json))
                .isEqualTo(new EngineFault.UnusableResults("x".repeat(ReasonJson.MAX_TEXT_LENGTH - 1) + "…"));
    }

    @Test
    void the_migrated_sentence_of_an_older_version_may_hold_any_character() {
        var json = "{\"code\":\"text\",\"text\":\"it \\\"died\\\" \\\\ here\nand\tthere\"}";
        assertThat(ReasonJson.runReason(json)).isEqualTo(new RunReason.Text("it \"died\" \\ here\nand\tthere"));
        assertThat(Optional.of(ReasonJson.triggerReason(json))).isPresent();
    }

    private static List<Class<?>> kinds(List<?> reasons) {
        return Arrays.asList(reasons.stream().map(Object::getClass).distinct().toArray(Class<?>[]::new));
    }
}
