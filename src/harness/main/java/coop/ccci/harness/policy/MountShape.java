package coop.ccci.harness.policy;

import coop.ccci.harness.allowance.MountSources;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a service may mount: the app's own volumes, memory, and two files of the machine that everybody may read. */
final class MountShape {
    private static final Set<String> MODES = Set.of("ro", "rw", "nocopy", "consistent", "cached", "delegated");
    private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final int MAX_PARTS = 3;

    private static final Keys LONG = new Keys()
            .key(
                    "type",
                    "`volume` or `tmpfs`; `bind` of `/etc/localtime` and `/etc/timezone`, read-only",
                    Shapes::single)
            .key("source", "the key of a volume", Shapes::single)
            .key("target", "a path in the container", MountShape::target)
            .key("read_only", "true or false", Shapes::truth)
            .key("consistency", "a word", Shapes.oneOf("consistent", "cached", "delegated", "default"))
            .key("volume", "", new Keys().key("nocopy", "true or false", Shapes::truth))
            .key(
                    "tmpfs",
                    "",
                    new Keys()
                            .key("size", "a number of bytes", Shapes.number(0, Long.MAX_VALUE))
                            .key("mode", "a number, which swarm does not use", Shapes::single));

    private MountShape() {}

    static void list(PolicyValue judged) {
        if (!judged.isList() && !judged.isEmpty()) {
            judged.found("has to be a list and is " + judged.describe());
        }
        judged.items().forEach(item -> {
            if (item.isMap()) {
                mount(item);
            } else {
                text(item);
            }
        });
    }

    static List<List<String>> rows(String path) {
        return LONG.rows(path);
    }

    private static void mount(PolicyValue judged) {
        LONG.judge(judged);
        var type = judged.text("type");
        var source = judged.text("source");
        if (type.equals("bind") || isHostPath(source)) {
            hostMount(judged, source, judged.text("read_only").equals("true"));
        } else if (!Set.of("volume", "tmpfs").contains(type)) {
            judged.found("a mount of type " + type + "; allowed are volume and tmpfs");
        } else if (!source.isEmpty()
                && (type.equals("tmpfs") || !VOLUME.matcher(source).matches())) {
            judged.found("the source " + source + ", which is no key of a volume");
        }
    }

    private static void text(PolicyValue judged) {
        var parts = List.of(judged.text().split(":", -1));
        if (!judged.isScalar() || parts.size() > MAX_PARTS) {
            judged.found(judged.describe() + ", which is not of the form volume:/path or volume:/path:ro");
            return;
        }
        var modes = parts.size() < MAX_PARTS
                ? List.<String>of()
                : List.of(parts.get(2).split(",", -1));
        var target = parts.get(parts.size() == 1 ? 0 : 1);
        if (!target.startsWith("/")) {
            judged.found(judged.describe() + ", of which " + target + " is no path in the container");
        }
        modes.stream()
                .filter(mode -> !MODES.contains(mode))
                .forEach(mode -> judged.found(judged.describe() + ", of which the mode " + mode
                        + " is none that is allowed (ro, rw," + " nocopy)"));
        if (parts.size() > 1) {
            source(judged, parts.get(0), modes.contains("ro"));
        }
    }

    private static void source(PolicyValue judged, String source, boolean readOnly) {
        if (isHostPath(source)) {
            hostMount(judged, source, readOnly);
        } else if (!VOLUME.matcher(source).matches()) {
            judged.found("the source " + source + ", which is no key of a volume");
        }
    }

    private static void target(PolicyValue judged) {
        if (!judged.isScalar() || !judged.text().startsWith("/")) {
            judged.found("is " + judged.describe() + "; give a path in the container");
        }
    }

    private static void hostMount(PolicyValue judged, String source, boolean readOnly) {
        if (source.endsWith("docker.sock")) {
            judged.found("the Docker socket, which is the machine (" + source + ")");
        } else if (!MountSources.isReadable(source) || !readOnly) {
            judged.found("a mount of the machine's " + source
                    + (MountSources.isReadable(source)
                            ? "; allowed is it read-only (:ro)"
                            : "; give it a volume, or a config"));
        }
    }

    private static boolean isHostPath(String source) {
        return source.startsWith("/") || source.startsWith(".") || source.startsWith("~") || source.startsWith("\\");
    }
}
