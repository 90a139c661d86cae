package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.camel.GuardedVertx;
import coop.ccci.bridge.dashboard.PageEndpoint.PageThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PageThreadsTest {
    @Test
    void row_19_whatever_pages_take_leaves_threads_of_the_server_for_deliveries() {
        assertThat(GuardedVertx.THREADS).isGreaterThanOrEqualTo(PageThreads.MAX_REQUESTS + 32);
    }

    @Test
    void row_19_no_more_requests_wait_than_that() {
        var pool = PageThreads.make();
        var end = new CountDownLatch(1);
        try {
            for (var request = 0; request < PageThreads.MAX_REQUESTS; request++) {
                pool.execute(() -> await(end));
            }
            assertThatThrownBy(() -> pool.execute(() -> await(end))).isInstanceOf(RejectedExecutionException.class);
        } finally {
            end.countDown();
            pool.shutdown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
