package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The objects of an engine on which one app of the run, another app, and the backup bot live. */
public final class FakeEngineObjects implements EngineObjects {
    static final String STACK = "cust-abcdef_ci_test";
    static final String DOMAIN = "cust-abcdef.ci.test";

    private final Map<String, JsonNode> objects = new HashMap<>();

    FakeEngineObjects() {
        put(EngineObjectKind.NETWORK, "{'Name': 'proxy', 'Id': 'net-proxy'}", "proxy", "net-proxy");
        put(EngineObjectKind.NETWORK, "{'Name': 'host', 'Id': 'net-host'}", "host", "net-host");
        put(
                EngineObjectKind.NETWORK,
                "{'Name': '" + STACK + "_internal', 'Id': 'net-own'}",
                STACK + "_internal",
                "net-own");
        put(
                EngineObjectKind.NETWORK,
                "{'Name': 'blog_example_org_internal', 'Id': 'net-blog'}",
                "blog_example_org_internal");
        put(EngineObjectKind.SECRET, named("secret1", STACK + "_pw_v1"), "secret1");
        put(EngineObjectKind.SECRET, named("secret2", "blog_example_org_pw_v1"), "secret2");
        put(EngineObjectKind.CONFIG, named("config1", STACK + "_conf_v1"), "config1");
        put(EngineObjectKind.CONFIG, named("config2", "blog_example_org_conf_v1"), "config2");
        put(EngineObjectKind.VOLUME, "{'Name': '" + STACK + "_data'}", STACK + "_data");
        put(EngineObjectKind.VOLUME, "{'Name': 'blog_example_org_data'}", "blog_example_org_data");
        put(EngineObjectKind.SERVICE, service("svc-own", STACK, STACK + "_app", ""), "svc-own", STACK + "_app");
        put(
                EngineObjectKind.SERVICE,
                service("svc-blog", "blog_example_org", "blog_example_org_app", ""),
                "svc-blog",
                "blog_example_org_app");
        put(
                EngineObjectKind.SERVICE,
                service("svc-bot", "backups", "backups_app", ", 'coop-cloud.backupbot.enabled': 'true'"),
                "svc-bot",
                "backups_app");
        put(EngineObjectKind.CONTAINER, container("con-own", STACK, "svc-own"), "con-own");
        put(EngineObjectKind.CONTAINER, container("con-blog", "blog_example_org", "svc-blog"), "con-blog");
        put(EngineObjectKind.CONTAINER, container("con-bot", "backups", "svc-bot"), "con-bot");
    }

    private static String named(String id, String name) {
        return "{'ID': '" + id + "', 'Spec': {'Name': '" + name + "'}}";
    }

    private static String service(String id, String stack, String name, String label) {
        return "{'ID': '" + id + "', 'Spec': {'Name': '" + name + "', 'Labels': {'com.docker.stack.namespace': '"
                + stack + "'" + label + "}}}";
    }

    private static String container(String id, String stack, String service) {
        return "{'Id': '" + id + "', 'Config': {'Labels': {'com.docker.stack.namespace': '" + stack
                + "', 'com.docker.swarm.service.id': '" + service + "'}}}";
    }

    private void put(EngineObjectKind kind, String json, String... keys) {
        for (var key : keys) {
            objects.put(kind + " " + key, StrictJson.read(bytes(json)));
        }
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<JsonNode> inspect(EngineObjectKind kind, String nameOrId) {
        return Optional.ofNullable(objects.get(kind + " " + nameOrId));
    }
}
