package coop.ccci.bridge.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;

/** The threads in which the routes that look for work have it done, by the names that they use. */
public final class WorkThreads {
    private static final int MAX_WAITING = 1000;

    private WorkThreads() {}

    /**
     * Makes the two kinds known: {@code in-order}, one row after the other, and {@code at-once}.
     *
     * @param atOnce how many rows at once
     */
    public static void register(CamelContext context, int atOnce) {
        register(context, "in-order", 1);
        register(context, "at-once", atOnce);
    }

    private static void register(CamelContext context, String name, int threads) {
        var profile = new ThreadPoolProfile(name);
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setMaxQueueSize(MAX_WAITING);
        context.getExecutorServiceManager().registerThreadPoolProfile(profile);
    }
}
