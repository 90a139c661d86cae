package coop.ccci.bridge.ops;

import coop.ccci.bridge.config.Configuration;
import java.nio.file.Files;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether runs could be started: the program is there and the folder of run directories can be written. */
public final class EngineCheck extends AbstractHealthCheck {
    private final Configuration.Engine engine;

    /** Looks at that engine's places. */
    public EngineCheck(Configuration.Engine engine) {
        super("cc-ci", "engine");
        this.engine = engine;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.detail("engine", engine.name());
        if (!Files.isExecutable(engine.command())) {
            result.message("there is no program at " + engine.command()).down();
        } else if (!Files.isWritable(engine.runs())) {
            result.message("CCCI_RUNS_DIR " + engine.runs() + " cannot be written")
                    .down();
        } else {
            result.up();
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
