package coop.ccci.bridge.ops;

import coop.ccci.bridge.forge.ForgeStanding;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether Gitea answers, takes the token and lets the bot see who may ask. */
public final class ForgeCheck extends AbstractHealthCheck {
    private final ForgeStanding standing;

    /** Tells what that knows. */
    public ForgeCheck(ForgeStanding standing) {
        super("cc-ci", "forge");
        this.standing = standing;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        var problems = standing.problems();
        if (!standing.remarks().isEmpty()) {
            result.detail("remarks", String.join("; ", standing.remarks()));
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
