package coop.ccci.harness.policy;

/** How swarm may run a service. */
final class DeployShape {
    private static final int MAX_REPLICAS = 20;

    private static final Keys UPDATE = new Keys()
            .key("parallelism", "a number", Shapes.number(0, MAX_REPLICAS))
            .key("delay", "a duration", Shapes::single)
            .key("failure_action", "a word", Shapes.oneOf("continue", "pause", "rollback"))
            .key("monitor", "a duration", Shapes::single)
            .key("max_failure_ratio", "a number", Shapes::single)
            .key("order", "a word", Shapes.oneOf("start-first", "stop-first"));

    private static final Keys RESOURCES = new Keys()
            .key("cpus", "a number", Shapes::single)
            .key("memory", "a size", Shapes::single)
            .key("pids", "a number", Shapes::single)
            .key("devices", "nothing", Shapes.nothing("devices of the machine"))
            .key("generic_resources", "nothing", Shapes.nothing("resources of the machine"));

    static final Keys DEPLOY = new Keys()
            .key("mode", "a word", Shapes.oneOf("replicated", "global", "replicated-job", "global-job"))
            .key("replicas", "a number up to " + MAX_REPLICAS, Shapes.number(0, MAX_REPLICAS))
            .key("endpoint_mode", "a word", Shapes.oneOf("vip", "dnsrr"))
            .key("labels", "see below", Shapes::pairs)
            .key("update_config", "", UPDATE)
            .key("rollback_config", "", UPDATE)
            .key(
                    "restart_policy",
                    "",
                    new Keys()
                            .key("condition", "a word", Shapes.oneOf("none", "on-failure", "any"))
                            .key("delay", "a duration", Shapes::single)
                            .key("max_attempts", "a number", Shapes::single)
                            .key("window", "a duration", Shapes::single))
            .key("resources", "", new Keys().key("limits", "", RESOURCES).key("reservations", "", RESOURCES))
            .key(
                    "placement",
                    "",
                    new Keys()
                            .key("constraints", "a list of texts", Shapes::list)
                            .key("preferences", "a list of `spread`", DeployShape::preferences)
                            .key("max_replicas_per_node", "a number", Shapes.number(0, MAX_REPLICAS)));

    private DeployShape() {}

    private static void preferences(PolicyValue judged) {
        var spread = new Keys().key("spread", "a text", Shapes::single);
        judged.items().forEach(spread::judge);
    }
}
