package coop.ccci.bridge.camel;

import coop.ccci.bridge.admission.Admission.RetryLaterException;
import coop.ccci.bridge.engine.EngineUnavailableException;
import coop.ccci.bridge.forge.ForgeRefusedException;
import coop.ccci.bridge.forge.ForgeUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a step that failed, in one line; its row stays as it is and comes up again later. */
public final class RouteErrorLog {
    private static final Logger LOG = LoggerFactory.getLogger(RouteErrorLog.class);

    /** Writes the line. The caller of a direct route logs its own failure. */
    public void log(Exchange exchange) {
        if (exchange.getFromEndpoint() instanceof DirectEndpoint) {
            return;
        }
        var route = exchange.getFromRouteId();
        var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        var row = exchange.getMessage().getBody();
        if (problem instanceof RetryLaterException) {
            LOG.info("waiting route={} row={}: {}", route, row, problem.getMessage());
        } else if (problem instanceof ForgeUnavailableException
                || problem instanceof ForgeRefusedException
                || problem instanceof EngineUnavailableException) {
            LOG.warn("to be tried again route={} row={}: {}", route, row, problem.getMessage());
        } else {
            LOG.error("to be tried again route={} row={}", route, row, problem);
        }
    }
}
