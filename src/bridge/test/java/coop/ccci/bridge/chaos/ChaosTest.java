package coop.ccci.bridge.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.ledger.LedgerDatabase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A few deaths of many; {@code bench/chaos-bridge} has as many as there is time for, of processes of their own. */
class ChaosTest {
    private static final int KILLS = Integer.getInteger("chaos.kills", 2);
    private static final long SEED = Long.getLong("chaos.seed", 11);
    private static final boolean IS_BENCH = Boolean.getBoolean("chaos.processes");

    /** Which of the three the bench is to do: on H2, on PostgreSQL, with two bridges on PostgreSQL. */
    private static final List<String> PARTS =
            List.of(System.getProperty("chaos.parts", "h2,postgresql,two").split(","));

    @TempDir
    private Path folder;

    /** A few deaths on H2 are what the quick tests have time for. */
    static List<LedgerDatabase> databases() {
        var isLong = IS_BENCH || System.getenv("CCCI_TEST_ALL") != null;
        return Arrays.stream(LedgerDatabase.values())
                .filter(database -> isLong || database == LedgerDatabase.H2)
                .filter(database -> PARTS.contains(database.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void whatever_a_bridge_dies_of_nothing_is_lost_doubled_or_stuck(LedgerDatabase database) {
        run(database, 1);
    }

    /** An H2 file belongs to one bridge; on a PostgreSQL server, one dies while another goes on. */
    @Test
    @EnabledIf("isWithTwo")
    void of_two_bridges_on_one_server_one_dies_and_nothing_is_lost_doubled_or_stuck() {
        run(LedgerDatabase.POSTGRESQL, 2);
    }

    static boolean isWithTwo() {
        return PARTS.contains("two");
    }

    private void run(LedgerDatabase database, int bridges) {
        var victims = IntStream.range(0, bridges)
                .mapToObj(
                        each -> IS_BENCH ? Victim.asProcess(folder.resolve("bridge-" + each)) : Victim.inThisProcess())
                .toList();
        try (var chaos = new Chaos(folder, SEED, database.in(folder), victims)) {
            var outcome = chaos.run(KILLS);
            if (IS_BENCH) {
                System.out.println("chaos " + database + ", bridges " + bridges + ", seed " + SEED + ": " + outcome);
            }
            assertThat(outcome).matches(Chaos.Outcome::isGood);
        }
    }
}
