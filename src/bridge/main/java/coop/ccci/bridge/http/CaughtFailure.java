package coop.ccci.bridge.http;

import org.apache.camel.Exchange;

/** What a {@code doCatch} of a route has caught. */
public final class CaughtFailure {
    private CaughtFailure() {}

    /**
     * Returns it, and has whatever is thrown from here on taken for a failure of its own. To Camel the failure is settled, as
     * the route of the engine or of the request has told its caller; but that is who puts the row off.
     */
    public static Exception take(Exchange exchange) {
        exchange.getExchangeExtension().setFailureHandled(false);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }
}
