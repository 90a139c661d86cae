package coop.ccci.bridge;

import coop.ccci.bridge.config.ConfigurationReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.spi.InterceptStrategy;

/** A bridge with failpoints in its routes, in this process. */
public final class OpenedBridge {
    private OpenedBridge() {}

    /**
     * Opens one, which does nothing yet.
     *
     * @param environment its settings
     * @param lease how long a bridge that died keeps its claims where it shares the ledger
     * @param failpoints what is called around every step
     */
    public static Bridge of(Map<String, String> environment, Duration lease, InterceptStrategy failpoints) {
        return Bridge.open(
                ConfigurationReader.read(environment),
                Clock.systemUTC(),
                Bridge.Scope.WITH_PAGES,
                lease,
                context -> context.getCamelContextExtension().addInterceptStrategy(failpoints));
    }
}
