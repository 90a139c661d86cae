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
    void older_forms_are_read_and_a_v_is_no_part_of_the_number() {
        assertThat(sorted("v1.10.0", "1.9.0", "v1.9.0+2", "V1.2"))
                .containsExactly("V1.2", "1.9.0", "v1.9.0+2", "v1.10.0");
        assertThat(new Version("v1.0.0+2").isSameAs("1.0.0+2")).isTrue();
        assertThat(new Version("v1.0.0+2").isSameAs("1.0.0+3")).isFalse();
    }

    @Test
    void what_does_not_begin_with_a_number_of_several_parts_is_no_version() {
        assertThat(Stream.of("latest", "v2", "2021-05-01", "release-1.0.0", "1.0.0+", "+1", "", "version1.0.0"))
                .allSatisfy(tag -> assertThat(Version.parse(tag)).as(tag).isEmpty());
        assertThat(Stream.of("1.0.0+1.14.3", "v1.2.3", "1.2", "v1.0.0-rc1+4", "1.0.0+x86_64-v2"))
                .allSatisfy(tag -> assertThat(Version.parse(tag)).as(tag).isPresent());
    }
}
