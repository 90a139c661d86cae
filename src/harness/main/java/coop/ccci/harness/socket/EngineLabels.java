package coop.ccci.harness.socket;

import coop.ccci.harness.policy.LabelRules;
import coop.ccci.harness.socket.judge.LabelJudge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges labels as the engine gets them, by the rules of the compose files. */
public final class EngineLabels implements LabelJudge {
    /** What {@code docker stack deploy} adds; a recipe cannot set it, and the judge looks at it itself. */
    private static final String OF_STACK_DEPLOY = "com.docker.stack.";

    @Override
    public List<String> findings(Map<String, String> labels, String stack, String domain) {
        var own = new HashMap<>(labels);
        own.keySet().removeIf(name -> name.startsWith(OF_STACK_DEPLOY));
        return LabelRules.findings(own, stack, domain).stream()
                .map(Object::toString)
                .distinct()
                .toList();
    }
}
