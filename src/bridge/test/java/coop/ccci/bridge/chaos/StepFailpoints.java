package coop.ccci.bridge.chaos;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * A point before and one after each step of each route, named by the step; every effect is a step. At one of them the bridge
 * dies: from then on no step does anything any more, as in a process that was killed.
 */
final class StepFailpoints implements InterceptStrategy {
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicBoolean isDead = new AtomicBoolean();
    private final AtomicReference<String> place = new AtomicReference<>();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final Runnable death;

    /** Does this when the bridge dies. */
    StepFailpoints(Runnable death) {
        this.death = death;
    }

    /** Lets the bridge die at the given point from now on, counted from 1. */
    StepFailpoints dieAt(int point) {
        left.set(point);
        return this;
    }

    /** Lets it die wherever it is. */
    void die() {
        isDead.set(true);
        death.run();
    }

    boolean isDead() {
        return isDead.get();
    }

    /** Returns the point at which it died; empty when it lives, or was killed between two of them. */
    Optional<String> place() {
        return Optional.ofNullable(place.get());
    }

    /** Returns all points that were passed. */
    Set<String> reached() {
        return Set.copyOf(reached);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        var name = definition.getId();
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try {
                    pass("before " + name);
                } catch (DeadException e) {
                    exchange.setException(e);
                    callback.done(true);
                    return true;
                }
                AsyncProcessor step = getProcessor();
                return step.process(exchange, doneSync -> {
                    try {
                        pass("after " + name);
                    } catch (DeadException e) {
                        exchange.setException(e);
                    }
                    callback.done(doneSync);
                });
            }
        };
    }

    private void pass(String point) {
        if (!isDead.get()) {
            reached.add(point);
            if (left.decrementAndGet() == 0) {
                place.set(point);
                die();
            }
        }
        if (isDead.get()) {
            throw new DeadException(point);
        }
    }

    private static final class DeadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DeadException(String point) {
            super("died " + point);
        }
    }
}
