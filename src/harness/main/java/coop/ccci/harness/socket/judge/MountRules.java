package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.CallFindings.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The mounts of a service: the app's own volumes, memory, and two files of the machine to read. A volume's options go to
 * {@code mount(2)} as they are, and with {@code bind} among them the kernel forgets the type: so they are allowed word by
 * word.
 */
final class MountRules {
    private static final Set<String> READABLE = Set.of("/etc/localtime", "/etc/timezone");
    private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");
    private static final Pattern MEMORY_OPTION = Pattern.compile(
            "size=[0-9]{1,12}[kmgKMG%]?|nr_inodes=[0-9]{1,10}[kmgKMG]?|mode=[0-7]{3,4}|[ug]id=[0-9]{1,7}"
                    + "|ro|rw|noexec|nosuid|nodev|noatime|nodiratime|relatime");

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
                if (!source.isEmpty()
                        && !(source.startsWith(stack + "_")
                                && VOLUME.matcher(source).matches())) {
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
                if (!READABLE.contains(source) || !mount.path("ReadOnly").asBoolean(false)) {
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
        ValueRule.object(Map.of("Name", ValueRule.oneOf("local"), "Options", ValueRule.map(MountRules::isOption)))
                .check(place, driver, findings);
        var options = driver.path("Options");
        if (!ValueRule.isEmpty(options) && !options.path("type").asText("").equals("tmpfs")) {
            findings.add(
                    place + ".Options",
                    "a mount of type " + quoted(options.path("type").asText("")) + "; allowed: tmpfs");
        }
    }

    private static void isOption(String place, String name, String value, CallFindings findings) {
        var isAllowed =
                switch (name) {
                    case "type" -> value.equals("tmpfs");
                    case "device" -> Set.of("tmpfs", "none", "").contains(value);
                    case "o" ->
                        Arrays.stream(value.split(",", -1))
                                .allMatch(
                                        option -> MEMORY_OPTION.matcher(option).matches());
                    default -> false;
                };
        if (!isAllowed) {
            findings.add(
                    place,
                    "the mount option " + quoted(name + "=" + value)
                            + "; allowed: type=tmpfs, device=tmpfs, and in o sizes, owners, modes and limits");
        }
    }
}
