package coop.ccci.bridge.camel;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * The queues of {@code seda}, of which those who wait for a wake-up hear at once that the application stops. A consumer of
 * {@code seda} looks whether it is to stop when it has waited for its {@code pollTimeout} in vain, and the routes are stopped one after
 * the other: with Java's queues either a stop takes seconds, or an idle bridge wakes dozens of threads several times a second.
 */
public final class WakeUpQueues extends LifecycleStrategySupport implements BlockingQueueFactory<Exchange> {
    /** How long one waits in vain: so long one that is stopped alone, in Hawtio, does not hear of it. */
    private static final long IDLE_MILLIS = 2000;

    /** The same while the application stops. */
    private static final long STOPPING_MILLIS = 20;

    /** More than ever wait at one queue. */
    private static final int MAX_WAITING = 1000;

    private final List<WakeUpQueue> queues = new CopyOnWriteArrayList<>();
    private volatile boolean isStopping;

    private WakeUpQueues() {}

    /** Has all queues of {@code seda} made here; before the routes are loaded. */
    public static void register(CamelContext context) {
        var queues = new WakeUpQueues();
        context.getComponent("seda", SedaComponent.class).setDefaultQueueFactory(queues);
        context.addLifecycleStrategy(queues);
    }

    @Override
    public void onContextStopping(CamelContext context) {
        isStopping = true;
        queues.forEach(queue -> queue.arrivals.release(MAX_WAITING));
    }

    @Override
    public BlockingQueue<Exchange> create() {
        return create(Integer.MAX_VALUE);
    }

    @Override
    public BlockingQueue<Exchange> create(int capacity) {
        var queue = new WakeUpQueue(capacity);
        queues.add(queue);
        return queue;
    }

    /** Has a permit for whatever was put into it, and more when the application stops. */
    private final class WakeUpQueue extends LinkedBlockingQueue<Exchange> {
        private static final long serialVersionUID = 1L;

        private final transient Semaphore arrivals = new Semaphore(0);

        WakeUpQueue(int capacity) {
            super(capacity);
        }

        @Override
        public void put(Exchange exchange) throws InterruptedException {
            super.put(exchange);
            arrivals.release();
        }

        @Override
        public boolean offer(Exchange exchange, long timeout, TimeUnit unit) throws InterruptedException {
            return arrived(super.offer(exchange, timeout, unit));
        }

        @Override
        public boolean offer(Exchange exchange) {
            return arrived(super.offer(exchange));
        }

        private boolean arrived(boolean isTaken) {
            if (isTaken) {
                arrivals.release();
            }
            return isTaken;
        }

        /**
         * Waits for as long as there is nothing to do, and not for the time that the consumer gives: so long it sleeps while the
         * application starts, which is to be short.
         */
        @Override
        public Exchange poll(long timeout, TimeUnit unit) throws InterruptedException {
            var millis = isStopping ? STOPPING_MILLIS : Math.max(IDLE_MILLIS, unit.toMillis(timeout));
            return arrivals.tryAcquire(millis, TimeUnit.MILLISECONDS) ? poll() : null;
        }
    }
}
