package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.CallFindings.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.allowance.AppNames;
import coop.ccci.harness.allowance.MountSources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The mounts of a service: the app's own volumes, and what else {@link MountSources} allows. */
final class MountRules {
    private MountRules() {}

    /** Returns the rule for one mount of a service of this stack. */
    static ValueRule of(String stack) {
        var shape = ValueRule.object(Map.of(
                "Type",
                ValueRule.TEXT,
                "Source",
                ValueRule.TEXT,
                "Target",
                ValueRule.TEXT,
                "ReadOnly",
                ValueRule.FLAG,
                "Consistency",
                ValueRule.oneOf("default", "consistent", "cached", "delegated"),
                "BindOptions",
                ValueRule.object(Map.of(
                        "Propagation",
                        ValueRule.oneOf("rprivate", "private"),
                        "NonRecursive",
                        ValueRule.FLAG,
                        "CreateMountpoint",
                        ValueRule.empty("a folder that Docker makes on the machine"),
                        "ReadOnlyNonRecursive",
                        ValueRule.FLAG,
                        "ReadOnlyForceRecursive",
                        ValueRule.FLAG)),
                "VolumeOptions",
                ValueRule.object(Map.of(
                        "NoCopy",
                        ValueRule.FLAG,
                        "Labels",
                        ValueRule.LABELS,
                        "Subpath",
                        ValueRule.text(MountRules::isBelow, "a path below the volume, without .."),
                        "DriverConfig",
                        MountRules::driver)),
                "TmpfsOptions",
                ValueRule.object(Map.of("SizeBytes", ValueRule.WHOLE, "Mode", ValueRule.whole(0, 07777)))));
        return (place, mount, findings) -> {
            shape.check(place, mount, findings);
            source(stack, place, mount, findings);
        };
    }

    private static void source(String stack, String place, JsonNode mount, CallFindings findings) {
        var source = mount.path("Source").asText("");
        switch (mount.path("Type").asText("")) {
            case "volume", "" -> {
                if (!source.isEmpty() && !AppNames.isOf(stack, source)) {
                    findings.add(
                            place + ".Source",
                            "the volume " + quoted(source) + "; allowed: those of the app, " + stack + "_…");
                }
            }
            case "tmpfs" -> {
                if (!source.isEmpty()) {
                    findings.add(place + ".Source", quoted(source) + "; memory has no source");
                }
            }
            case "bind" -> {
                if (!MountSources.isReadable(source) || !mount.path("ReadOnly").asBoolean(false)) {
                    findings.add(
                            place + ".Source",
                            "a mount of the machine's " + quoted(source) + "; allowed: /etc/localtime and"
                                    + " /etc/timezone, read-only");
                }
            }
            default ->
                findings.add(
                        place + ".Type",
                        "a mount of type " + quoted(mount.path("Type").asText()) + "; allowed: volume, tmpfs");
        }
    }

    private static boolean isBelow(String path) {
        return !path.startsWith("/") && !List.of(path.split("/", -1)).contains("..");
    }

    private static void driver(String place, JsonNode driver, CallFindings findings) {
        ValueRule.object(Map.of("Name", ValueRule.oneOf("local"), "Options", ValueRule.LABELS))
                .check(place, driver, findings);
        var options = new TreeMap<String, String>();
        driver.path("Options")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        MountSources.foreignOptions(options)
                .forEach(option -> findings.add(
                        place + ".Options",
                        "the mount option " + quoted(option) + "; allowed: " + MountSources.OPTIONS));
    }
}
