package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For what a start waits, and for how long; the pauses move the clock. */
class LedgerWaiterTest {
    private static final LedgerUrl SERVER = new LedgerUrl("jdbc:postgresql://ledger:5432/postgres", "ccci", "p4ss");

    private final List<LedgerUrl> tries = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private long now = -1;

    @ParameterizedTest
    @CsvSource({
        "08001,no address or nobody who listens",
        "57P01,it is being stopped",
        "57P02,it has crashed",
        "57P03,the database system is starting up",
    })
    void a_server_that_comes_after_three_tries_is_waited_for_a_second_each(String state, String words) {
        waiter(() -> {
                    if (tries.size() <= 3) {
                        throw new SQLException(words, state);
                    }
                })
                .awaitReach(SERVER);

        assertThat(tries).hasSize(4).containsOnly(SERVER);
        assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void a_server_that_never_comes_is_left_to_who_opens_it_after_a_minute() {
        waiter(() -> {
                    throw new SQLException("refused", "08001");
                })
                .awaitReach(SERVER);

        assertThat(tries).hasSize(61);
        assertThat(pauses).hasSize(60);
    }

    @Test
    void a_minute_is_over_in_time_where_each_try_takes_long() {
        waiter(() -> {
                    now += Duration.ofSeconds(10).toNanos();
                    throw new SQLException("timed out", "08001");
                })
                .awaitReach(SERVER);

        assertThat(tries).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "08004", "3D000", "53300", "08006", "XX001", "99999"})
    void a_fault_that_passes_by_no_waiting_is_left_to_who_opens_it_at_once(String state) {
        waiter(() -> {
                    throw new SQLException("of the settings, or for a person", state);
                })
                .awaitReach(SERVER);

        assertThat(tries).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_file_is_never_tried() {
        waiter(() -> {}).awaitReach(new LedgerUrl("jdbc:h2:file:/var/lib/cc-ci/ledger"));

        assertThat(tries).isEmpty();
    }

    private LedgerWaiter waiter(Answer answer) {
        return new LedgerWaiter(
                place -> {
                    tries.add(place);
                    answer.give();
                },
                () -> now,
                pause -> {
                    pauses.add(pause);
                    now += pause.toNanos();
                });
    }

    /** What a try meets. */
    private interface Answer {
        void give() throws SQLException;
    }
}
