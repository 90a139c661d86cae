package coop.ccci.harness.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.evidence.VolumeFate.Seen;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeFateTest {
    private static Seen seen(String service, String folder, String volume, boolean marked, String... names) {
        return new Seen(service, folder, volume, Optional.of(Set.of(names)), marked);
    }

    private static Seen database(String volume) {
        return new Seen("db", "/var/lib/postgresql/data", volume, Optional.empty(), false);
    }

    private static final Seen DATA = seen("app", "/data", "data", true, "a", "b", "c");

    @Nested
    class Lost {
        @Test
        void another_volume_is_where_the_old_one_was() {
            assertThat(VolumeFate.of(List.of(DATA), List.of(seen("app", "/data", "files", false)))
                            .lost())
                    .singleElement()
                    .asString()
                    .contains("service app had the volume data at /data", "new and empty volume files");
        }

        @Test
        void a_database_has_another_folder() {
            assertThat(VolumeFate.of(List.of(database("db")), List.of(database("db15")))
                            .lost())
                    .hasSize(1);
        }

        @Test
        void the_new_version_removed_what_was_there() {
            assertThat(VolumeFate.of(List.of(DATA), List.of(seen("app", "/data", "data", true)))
                            .lost())
                    .hasSize(1);
            assertThat(VolumeFate.of(List.of(DATA), List.of(seen("app", "/data", "data", false, "new")))
                            .lost())
                    .hasSize(1);
        }
    }

    @Nested
    class Kept {
        private void nothingIsLost(List<Seen> before, List<Seen> after) {
            assertThat(VolumeFate.of(before, after).lost()).isEmpty();
        }

        @Test
        void all_is_as_it_was() {
            nothingIsLost(List.of(DATA), List.of(DATA));
        }

        @Test
        void the_volume_is_at_another_folder_or_in_another_service() {
            nothingIsLost(List.of(DATA), List.of(seen("worker", "/srv/data", "data", true, "a", "b", "c")));
        }

        @Test
        void the_new_volume_was_filled_from_the_old_one() {
            nothingIsLost(List.of(DATA), List.of(seen("app", "/data", "files", true, "a", "b", "c")));
        }

        @Test
        void the_app_only_tidied_up_what_it_does_not_know() {
            nothingIsLost(List.of(DATA), List.of(seen("app", "/data", "data", false, "a", "b", "c", "d")));
        }

        @Test
        void a_volume_in_which_nothing_lay() {
            nothingIsLost(List.of(seen("app", "/data", "data", true)), List.of(seen("app", "/data", "data", false)));
        }

        @Test
        void names_change_from_one_moment_to_the_next() {
            nothingIsLost(
                    List.of(seen("app", "/queue", "queue", true, "job1")),
                    List.of(seen("app", "/queue", "queue", true, "job2")));
        }

        @Test
        void too_much_to_be_looked_at() {
            nothingIsLost(List.of(DATA), List.of(new Seen("app", "/data", "data", Optional.empty(), false)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"cache", "app_cache", "tmp", "static", "run", "redis-cache-v2", "logs"})
        void what_every_start_makes_anew(String volume) {
            nothingIsLost(
                    List.of(seen("app", "/c", volume, true, "a", "b")),
                    List.of(seen("app", "/c", "another-" + volume, false)));
        }

        @Test
        void a_volume_that_the_new_version_does_not_use_is_told() {
            var fate = VolumeFate.of(List.of(DATA), List.of());

            assertThat(fate.lost()).isEmpty();
            assertThat(fate.notes()).singleElement().asString().contains("is its data needed no more?");
        }

        @Test
        void a_volume_that_was_there_before_takes_the_place() {
            var uploads = seen("worker", "/up", "uploads", true, "x");

            nothingIsLost(List.of(DATA, uploads), List.of(seen("app", "/data", "uploads", true, "x")));
        }
    }
}
