package coop.ccci.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a program says, nothing of it steers a terminal or is not seen. */
class VisibleTextFuzzTest {
    @Property(seed = "10")
    void nothing_unseen_is_left_and_a_line_is_one_line(@ForAll("texts") String text) {
        assertThat(VisibleText.of(text)).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");
        assertThat(VisibleText.of(VisibleText.of(text))).isEqualTo(VisibleText.of(text));
        assertThat(VisibleText.line(text)).doesNotContain("\n");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("\u001b[]0;1mP\\\u0007\u009b\u009d\u009c\n\r\t\u2028\u202e\u200b\u0085xA")
                        .ofMaxLength(60),
                Arbitraries.strings().ofMaxLength(200));
    }
}
