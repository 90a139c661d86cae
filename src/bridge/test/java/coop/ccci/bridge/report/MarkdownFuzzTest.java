package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Foreign text stays within its code, whatever it is. */
class MarkdownFuzzTest {
    private static final Pattern FENCE = Pattern.compile("`+");

    @Property(seed = "4")
    void code_in_a_line_ends_where_it_should(@ForAll("texts") String text) {
        var code = Markdown.code(text, 200);
        if (!code.isEmpty()) {
            var fence = FENCE.matcher(code);
            assertThat(fence.lookingAt()).isTrue();
            var inner =
                    code.substring(fence.end(), code.length() - fence.group().length());
            assertThat(code).endsWith(fence.group()).doesNotContain("\n", "\r");
            assertThat(FENCE.matcher(inner).results())
                    .noneMatch(run -> run.group().length() >= fence.group().length());
            assertThat(inner).hasSizeLessThan(210);
        }
        assertThat(Markdown.cell(text, 200)).doesNotContain("|", "\n");
    }

    @Property(seed = "5")
    void a_block_ends_where_it_should(@ForAll("texts") String text) {
        var lines = Markdown.block(text).lines().toList();
        var fence = lines.get(0).replace("text", "");
        assertThat(fence).matches("`{3,}");
        assertThat(lines.get(lines.size() - 1)).isEqualTo(fence);
        assertThat(lines.subList(1, lines.size() - 1)).noneMatch(line -> line.contains(fence));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("`~|<>@#![]()\\\n\r\t -&;*_\u2028\u0085\u202e\u200b\u001ba")
                        .ofMaxLength(60),
                Arbitraries.strings().ofMaxLength(300));
    }
}
