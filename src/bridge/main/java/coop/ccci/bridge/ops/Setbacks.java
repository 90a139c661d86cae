package coop.ccci.bridge.ops;

import coop.ccci.bridge.engine.EngineUnavailable;
import coop.ccci.bridge.forge.ForgeRefused;
import coop.ccci.bridge.forge.ForgeUnavailable;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a step that could not be done, in one line; its row stays as it is and comes up again. */
public final class Setbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);

    /** Writes the line. What failed behind a door is told by who knocked. */
    public void tell(Exchange exchange) {
        if (exchange.getFromEndpoint() instanceof DirectEndpoint) {
            return;
        }
        var route = exchange.getFromRouteId();
        var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        var row = exchange.getMessage().getBody();
        if (problem instanceof NotYet) {
            LOG.info("waiting route={} row={}: {}", route, row, problem.getMessage());
        } else if (problem instanceof ForgeUnavailable
                || problem instanceof ForgeRefused
                || problem instanceof EngineUnavailable) {
            LOG.warn("to be tried again route={} row={}: {}", route, row, problem.getMessage());
        } else {
            LOG.error("to be tried again route={} row={}", route, row, problem);
        }
    }
}
