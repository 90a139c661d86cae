package coop.ccci.bridge.ops;

import coop.ccci.bridge.forge.ForgeHealth;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether Gitea answers, takes the token and lets the bot see who may ask. */
public final class ForgeHealthCheck extends AbstractHealthCheck {
    private final ForgeHealth health;

    /** Tells what that knows. */
    public ForgeHealthCheck(ForgeHealth health) {
        super("cc-ci", "forge");
        this.health = health;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        var problems = health.problems();
        if (!health.remarks().isEmpty()) {
            result.detail("remarks", String.join("; ", health.remarks()));
        }
        if (problems.isEmpty()) {
            result.up();
        } else {
            result.message(String.join("; ", problems)).down();
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
