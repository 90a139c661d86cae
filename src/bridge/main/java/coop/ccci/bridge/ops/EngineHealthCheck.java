package coop.ccci.bridge.ops;

import coop.ccci.bridge.config.Configuration;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether runs could be started: the program is there and the folder of run directories can be written. */
public final class EngineHealthCheck extends AbstractHealthCheck {
    private final Configuration.Engine engine;
    private final Supplier<List<String>> others;

    /**
     * Looks at that engine's places.
     *
     * @param others what else keeps the engine from working, one sentence each
     */
    public EngineHealthCheck(Configuration.Engine engine, Supplier<List<String>> others) {
        super("cc-ci", "engine");
        this.engine = engine;
        this.others = others;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.detail("engine", engine.name());
        var problems = new ArrayList<>(others.get());
        if (engine.drone().isEmpty() && !Files.isExecutable(engine.command())) {
            problems.add("there is no program at " + engine.command());
        }
        if (!Files.isWritable(engine.runs())) {
            problems.add("CCCI_RUNS_DIR " + engine.runs() + " cannot be written");
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
