package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.CallFindings.quoted;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.allowance.AppNames;
import coop.ccci.harness.allowance.ContainerSettings;
import java.util.Map;

/** The containers of a service: what they are, and what of the machine they see. */
final class ContainerRules {
    private static final ValueRule HEALTHCHECK = ValueRule.object(Map.of(
            "Test", ValueRule.TEXTS,
            "Interval", ValueRule.WHOLE,
            "Timeout", ValueRule.WHOLE,
            "Retries", ValueRule.WHOLE,
            "StartPeriod", ValueRule.WHOLE,
            "StartInterval", ValueRule.WHOLE));

    private static final ValueRule PRIVILEGES = ValueRule.object(Map.of(
            "CredentialSpec", ValueRule.empty("credentials of the machine"),
            "SELinuxContext", ValueRule.empty("a label of SELinux"),
            "Seccomp", ValueRule.object(Map.of("Mode", ValueRule.oneOf("default"))),
            "AppArmor", ValueRule.object(Map.of("Mode", ValueRule.oneOf("default"))),
            "NoNewPrivileges", ValueRule.FLAG));

    private static final ValueRule DNS = ValueRule.object(
            Map.of("Nameservers", ValueRule.TEXTS, "Search", ValueRule.TEXTS, "Options", ValueRule.TEXTS));

    private static final ValueRule FILE = ValueRule.object(Map.of(
            "Name", ValueRule.TEXT,
            "UID", ValueRule.TEXT,
            "GID", ValueRule.TEXT,
            "Mode", ValueRule.WHOLE));

    private ContainerRules() {}

    /**
     * Returns the rule for the containers of a service of this stack.
     *
     * @param labels the rule for their labels
     */
    static ValueRule of(String stack, ValueRule labels, EngineObjects engine) {
        return ValueRule.object(Map.ofEntries(
                entry("Image", ValueRule.TEXT),
                entry("Labels", labels),
                entry("Command", ValueRule.TEXTS),
                entry("Args", ValueRule.TEXTS),
                entry("Hostname", ValueRule.TEXT),
                entry("Env", ValueRule.TEXTS),
                entry("Dir", ValueRule.TEXT),
                entry("User", ValueRule.TEXT),
                entry("Groups", ValueRule.TEXTS),
                entry("TTY", ValueRule.FLAG),
                entry("OpenStdin", ValueRule.FLAG),
                entry("ReadOnly", ValueRule.FLAG),
                entry("Init", ValueRule.FLAG),
                entry("StopSignal", ValueRule.TEXT),
                entry("StopGracePeriod", ValueRule.WHOLE),
                entry("Healthcheck", HEALTHCHECK),
                entry("Hosts", ValueRule.TEXTS),
                entry("DNSConfig", DNS),
                entry("Isolation", ValueRule.oneOf("default")),
                entry("OomScoreAdj", ValueRule.whole(0, 1000)),
                entry("Mounts", ValueRule.list(MountRules.of(stack))),
                entry("Secrets", ValueRule.list(reference(stack, EngineObjectKind.SECRET, engine))),
                entry("Configs", ValueRule.list(reference(stack, EngineObjectKind.CONFIG, engine))),
                entry("Privileges", PRIVILEGES),
                entry("Sysctls", ValueRule.map(ContainerRules::sysctl)),
                entry("Ulimits", ValueRule.list(ContainerRules::ulimit)),
                entry(
                        "CapabilityAdd",
                        ValueRule.list(
                                ValueRule.text(ContainerSettings::isCapability, "those that every container has"))),
                entry("CapabilityDrop", ValueRule.TEXTS)));
    }

    /** The engine hands out by the id what the name only describes: both must be of one object of the app. */
    private static ValueRule reference(String stack, EngineObjectKind kind, EngineObjects engine) {
        var word = kind == EngineObjectKind.SECRET ? "Secret" : "Config";
        var fields = Map.of("File", FILE, word + "ID", ValueRule.TEXT, word + "Name", ValueRule.TEXT);
        var shape = kind == EngineObjectKind.SECRET ? fields : withRuntime(fields);
        return (place, value, findings) -> {
            ValueRule.object(shape).check(place, value, findings);
            var name = value.path(word + "Name").asText("");
            if (!AppNames.isOf(stack, name)) {
                findings.add(
                        place, "the " + kind + " " + quoted(name) + "; allowed: those of the app, " + stack + "_…");
                return;
            }
            var id = value.path(word + "ID").asText("");
            var held = id.isEmpty()
                    ? ""
                    : engine.inspect(kind, id)
                            .filter(object -> object.path("ID").asText().equals(id))
                            .map(object -> object.path("Spec").path("Name").asText())
                            .orElse("");
            if (!held.equals(name)) {
                findings.add(
                        place + "." + word + "ID",
                        "it is not the id of the " + kind + " " + quoted(name)
                                + (held.isEmpty() ? ", and of no other" : ", but of " + quoted(held)));
            }
        };
    }

    private static Map<String, ValueRule> withRuntime(Map<String, ValueRule> fields) {
        var all = new java.util.HashMap<>(fields);
        all.put("Runtime", ValueRule.object(Map.of()));
        return all;
    }

    private static void sysctl(String place, String name, String value, CallFindings findings) {
        if (!ContainerSettings.isSysctl(name)) {
            findings.add(
                    place,
                    "the setting " + quoted(name) + " of the kernel; allowed: those of a container's own, "
                            + ContainerSettings.SYSCTLS);
        }
    }

    private static void ulimit(String place, JsonNode ulimit, CallFindings findings) {
        ValueRule.object(Map.of(
                        "Name",
                        ValueRule.text(ContainerSettings::isUlimit, ContainerSettings.ULIMITS),
                        "Soft",
                        ValueRule.WHOLE,
                        "Hard",
                        ValueRule.WHOLE))
                .check(place, ulimit, findings);
    }
}
