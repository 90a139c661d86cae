package coop.ccci.bridge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakeUpQueuesTest {
    private static final String DISCARDS = "?discardWhenFull=true";
    private static final int ROUTES = 8;

    /** Waited for by every consumer in vain, far longer than a stop may take. */
    private static final String LONG = "?concurrentConsumers=4&pollTimeout=60000";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void setUp() {
        context.getComponent("seda", SedaComponent.class).setQueueSize(1);
        WakeUpQueues.register(context);
        context.getShutdownStrategy().setTimeout(30);
    }

    @AfterEach
    void tearDown() {
        context.stop();
    }

    @Test
    void an_application_whose_routes_wait_for_a_minute_stops_at_once() throws Exception {
        for (var number = 0; number < ROUTES; number++) {
            route("seda:wait-" + number + LONG, exchange -> {});
        }
        context.start();
        var before = Instant.now();
        context.stop();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void each_wake_up_that_was_taken_is_heard_while_it_runs_and_when_it_stops() throws Exception {
        var heard = new AtomicInteger();
        var isIn = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        route("seda:work" + LONG.replace('4', '1'), exchange -> {
            heard.incrementAndGet();
            isIn.countDown();
            assertThat(goOn.await(5, TimeUnit.MINUTES)).isTrue();
        });
        context.start();
        try (var template = context.createProducerTemplate()) {
            template.sendBody("seda:work" + DISCARDS, "worked on");
            assertThat(isIn.await(5, TimeUnit.MINUTES)).isTrue();
            template.sendBody("seda:work" + DISCARDS, "waits");
            template.sendBody("seda:work" + DISCARDS, "finds no room");
        }
        goOn.countDown();
        context.stop();
        assertThat(heard).hasValue(2);
    }

    @Test
    void what_is_put_into_a_queue_is_taken_out_of_it_whichever_way_it_was_put() throws Exception {
        context.start();
        var queues = context.getComponent("seda", SedaComponent.class).getDefaultQueueFactory();
        var queue = queues.create();
        var exchange = context.getEndpoint("seda:any").createExchange();
        queue.put(exchange);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.poll(5, TimeUnit.MINUTES)).isSameAs(exchange);
        assertThat(queue.offer(exchange)).isTrue();
        assertThat(queue.poll(5, TimeUnit.MINUTES)).isSameAs(exchange);
        var full = queues.create(1);
        assertThat(full.offer(exchange, 0, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(full.offer(exchange, 0, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(full.poll(5, TimeUnit.MINUTES)).isSameAs(exchange);
        assertThat(full).isEmpty();
    }

    private void route(String from, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).process((Exchange exchange) -> processor.process(exchange));
            }
        });
    }
}
