package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in an env file, it is read, and what is set is read back. */
class EnvFileFuzzTest {
    @Property(seed = "11")
    void a_file_is_read_and_what_is_set_is_read_back(@ForAll("texts") String text, @ForAll("values") String value) {
        var env = EnvFile.parse(text);
        env.variables();
        env.set("DOMAIN", value);
        assertThat(EnvFile.parse(env.text()).variables()).containsEntry("DOMAIN", value);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("AB=\"'\\$ {}:-#\n\texportDOMAIN")
                        .ofMaxLength(80),
                Arbitraries.strings().ofMaxLength(80));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().withChars("ab.-/=\"'\\$#:{} ").ofMaxLength(20);
    }
}
