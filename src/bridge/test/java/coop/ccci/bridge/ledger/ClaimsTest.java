package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Claims.ClaimLostException;
import coop.ccci.bridge.ledger.Claims.Work;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(LedgerDatabase.class)
class ClaimsTest {
    private static final Map<String, Object> FIRST = Map.of("id", 1L);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));

    @Parameter
    private LedgerDatabase database;

    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = open(database.in(folder));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Ledger open(LedgerUrl place) {
        var opened = Ledger.open(place, clock);
        opened.recordTrigger(
                new Comment(Repository.parse("recipe-maintainers/custom-html"), 1, 7), Trigger.Channel.POLL);
        return opened;
    }

    @Test
    void a_row_is_claimed_once_until_its_lease_is_over() {
        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
        clock.forward(Claims.LEASE.minus(A_MOMENT));
        assertThat(claim()).isEmpty();
        clock.forward(A_MOMENT);
        assertThat(claim()).get().extracting(Claim::number).isEqualTo(2L);
    }

    @Test
    void a_claim_that_is_extended_holds_for_another_lease() {
        var claim = claim().orElseThrow();
        clock.forward(Claims.LEASE.minus(A_MOMENT));
        ledger.claims().extend(claim);
        clock.forward(A_MOMENT);
        assertThat(claim()).isEmpty();
    }

    @Test
    void who_was_too_slow_can_neither_go_on_nor_write_nor_give_the_row_away() {
        var slow = claim().orElseThrow();
        clock.forward(Claims.LEASE);
        var quick = claim().orElseThrow();
        assertThatThrownBy(() -> ledger.claims().extend(slow)).isInstanceOf(ClaimLostException.class);
        assertThatThrownBy(() -> ignore(slow)).isInstanceOf(ClaimLostException.class);
        ledger.claims().release(slow);
        ledger.claims().postpone(slow);
        assertThat(claim()).as("it is the quick one's still").isEmpty();
        ignore(quick);
        assertThat(ledger.triggers().find(1)).get().extracting(Trigger::state).isEqualTo(Trigger.State.IGNORED);
    }

    @Test
    void who_was_slow_and_alone_may_go_on() {
        var claim = claim().orElseThrow();
        clock.forward(Claims.LEASE.multipliedBy(3));
        assertThatCode(() -> ledger.claims().extend(claim)).doesNotThrowAnyException();
        ignore(claim);
    }

    @Test
    void a_row_that_needs_the_step_no_more_is_not_to_be_had() {
        ignore(claim().orElseThrow());
        clock.forward(Claims.LEASE);
        assertThat(claim()).isEmpty();
        assertThat(ledger.claims().take(Work.TRIGGER, Map.of("id", 99L))).isEmpty();
    }

    @Test
    void row_3_a_comment_that_is_decided_is_not_decided_again_even_by_who_had_it() {
        var claim = claim().orElseThrow();
        ignore(claim);

        assertThatThrownBy(() -> ignore(claim)).isInstanceOf(ClaimLostException.class);
    }

    @Test
    void row_3_a_comment_that_is_decided_is_not_found_again_by_the_route_that_looks() throws IOException {
        var route = Files.readString(Path.of("../../routes/ledger/find-triggers.camel.yaml"));
        var rows = route.lines()
                .filter(line -> line.contains("value: triggers"))
                .map(line -> line.replaceFirst(".*value: ", ""))
                .toList();
        assertThat(rows).hasSize(1);

        assertThat(count(rows.get(0))).isOne();
        ignore(claim().orElseThrow());
        assertThat(count(rows.get(0))).isZero();
    }

    private long count(String rows) {
        return JdbcClient.create(ledger.dataSource())
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }

    @Test
    void a_row_that_is_given_back_is_to_be_had_at_once_or_at_its_time() {
        ledger.claims().release(claim().orElseThrow());
        ledger.claims().release(claim().orElseThrow(), clock.instant().plusSeconds(5));
        clock.forward(Duration.ofSeconds(5).minus(A_MOMENT));
        assertThat(claim()).isEmpty();
        clock.forward(A_MOMENT);
        assertThat(claim()).isPresent();
    }

    @Test
    void a_row_whose_step_fails_or_whose_bridge_dies_is_put_off_longer_each_time() {
        clock.forward(Claims.LEASE);
        assertThat(claim()).isPresent();
        clock.forward(Claims.LEASE);
        ledger.claims().postpone(claim().orElseThrow());
        clock.forward(Duration.ofSeconds(2).minus(A_MOMENT));
        assertThat(claim()).isEmpty();
        clock.forward(A_MOMENT);
        assertThat(claim()).isPresent();
    }

    @Test
    void a_bridge_that_is_started_again_on_its_own_file_waits_for_no_lease() {
        var place = LedgerDatabase.H2.in(folder);
        try (var first = open(place)) {
            assertThat(first.claims().take(Work.TRIGGER, FIRST)).isPresent();
        }
        try (var second = open(place)) {
            assertThat(second.claims().take(Work.TRIGGER, FIRST)).isPresent();
        }
    }

    @Test
    void of_many_who_claim_at_once_one_gets_the_row() throws Exception {
        var start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<Claim>>> claims = IntStream.range(0, 8)
                    .mapToObj(number -> threads.submit(() -> {
                        start.await();
                        return claim();
                    }))
                    .toList();
            start.countDown();
            var taken = 0;
            for (var claim : claims) {
                taken += claim.get().isPresent() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<Claim> claim() {
        return ledger.claims().take(Work.TRIGGER, FIRST);
    }

    private void ignore(Claim claim) {
        ledger.triggers().ignored(claim, Optional.empty(), IgnoreReason.DELETED);
    }
}
