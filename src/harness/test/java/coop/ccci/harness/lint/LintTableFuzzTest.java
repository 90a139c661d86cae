package coop.ccci.harness.lint;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RungStatus;
import coop.ccci.harness.process.ProcessResult;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever abra prints instead of its table, it is told as a table or as not verified: never as a better recipe. */
class LintTableFuzzTest {
    private static final String CLEAN = RecordedLint.of("clean.txt");

    @Property(seed = "12")
    void what_is_printed_is_read_or_not_verified(@ForAll("outputs") String output) {
        var lint = LintReading.of(new ProcessResult(0, false, output, "", Duration.ZERO));
        if (lint.status() == RungStatus.PASS) {
            assertThat(lint.rules()).isNotEmpty().noneMatch(rule -> rule.isBrokenError());
        } else {
            assertThat(lint.reason()).isPresent();
        }
    }

    /** Pieces of a real table in another order, and with other things between them. */
    @Provide
    Arbitrary<String> outputs() {
        var line = Arbitraries.oneOf(
                Arbitraries.of(CLEAN.lines().toList()),
                Arbitraries.strings().withChars("┃┏┗┣╋━✅❌ -R014errowan\u001b").ofMaxLength(60));
        return line.list().ofMaxSize(30).map(lines -> String.join("\n", lines));
    }
}
