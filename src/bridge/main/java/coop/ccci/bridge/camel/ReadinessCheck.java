package coop.ccci.bridge.camel;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Camel's health check of one part of the bridge: up as long as the part reports no problems. */
public final class ReadinessCheck extends AbstractHealthCheck {
    private final Function<BiConsumer<String, Object>, List<String>> problems;

    /**
     * Checks one part.
     *
     * @param name as health shows it
     * @param problems returns what keeps the part from working, one sentence each, and adds details worth showing
     */
    public ReadinessCheck(String name, Function<BiConsumer<String, Object>, List<String>> problems) {
        super("cc-ci", name);
        this.problems = problems;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        var found = problems.apply(result::detail);
        if (found.isEmpty()) {
            result.up();
        } else {
            result.message(String.join("; ", found)).down();
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
