package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionTest {
    private static List<String> sorted(String... tags) {
        return Stream.of(tags).map(Version::new).sorted().map(Version::tag).toList();
    }

    @Test
    void numbers_count_as_numbers_and_the_recipe_s_part_counts_first() {
        assertThat(sorted("1.10.0+2", "1.9.0+10", "1.9.0+9.1", "0.9.0+99"))
                .containsExactly("0.9.0+99", "1.9.0+9.1", "1.9.0+10", "1.10.0+2");
    }

    @Test
    void a_candidate_comes_before_what_it_is_a_candidate_for() {
        assertThat(sorted("1.0.0+2", "1.0.0-rc1+2")).containsExactly("1.0.0-rc1+2", "1.0.0+2");
    }

    @Test
    void words_in_the_app_s_part_are_compared_as_words() {
        assertThat(sorted("1.0.0+nginx1.27", "1.0.0+nginx1.9", "1.0.0+apache2"))
                .containsExactly("1.0.0+apache2", "1.0.0+nginx1.9", "1.0.0+nginx1.27");
    }

    @Test
    void a_tag_without_both_parts_is_no_version() {
        assertThat(Version.parse("1.0.0")).isEmpty();
        assertThat(Version.parse("v1.0.0+1")).isEmpty();
        assertThat(Version.parse("1.0.0+")).isEmpty();
        assertThat(Version.parse("1.0.0+1.14.3")).isPresent();
    }
}
