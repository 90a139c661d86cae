package coop.ccci.harness.policy;

import coop.ccci.harness.allowance.MountSources;
import coop.ccci.harness.allowance.PrivateSubnets;
import coop.ccci.harness.compose.RecipePath;
import java.util.Map;
import java.util.TreeMap;

/** What the networks, volumes, secrets and configs of an app may be: its own. */
final class StackShapes {
    /** The network that all apps share with Traefik. */
    static final String PROXY = "proxy";

    private static final Keys EXTERNAL = new Keys().key("name", "a name of the app's own", Shapes::single);

    static final Keys NETWORK = new Keys()
            .key("external", "true, of the network `proxy` alone", StackShapes::external)
            .key("name", "begins with `${STACK_NAME}_`", Shapes::single)
            .key("driver", "`overlay`", Shapes.oneOf("overlay"))
            .key(
                    "driver_opts",
                    "",
                    new Keys()
                            .key("encrypted", "true or false", Shapes::truth)
                            .key("com.docker.network.driver.mtu", "a number", Shapes::single))
            .key("attachable", "true or false", Shapes::truth)
            .key("internal", "true or false", Shapes::truth)
            .key("labels", "see below", Shapes::pairs)
            .key(
                    "ipam",
                    "",
                    new Keys()
                            .key("driver", "`default`", Shapes.oneOf("default"))
                            .key("config", "a list of `subnet`: " + PrivateSubnets.ALLOWED, StackShapes::subnets));

    static final Keys VOLUME = new Keys()
            .key("external", "true, of a volume of the app's own", StackShapes::external)
            .key("name", "begins with `${STACK_NAME}_`", Shapes::single)
            .key("driver", "`local`", Shapes.oneOf("local"))
            .key(
                    "driver_opts",
                    "memory: `type: tmpfs` with `device: tmpfs`, and `o` for its size and rights",
                    StackShapes::options)
            .key("labels", "see below", Shapes::pairs);

    static final Keys SECRET = object("golang");
    static final Keys CONFIG = object("golang");

    private StackShapes() {}

    private static Keys object(String templates) {
        return new Keys()
                .key("external", "true, of one of the app's own", StackShapes::external)
                .key("name", "begins with `${STACK_NAME}_`", Shapes::single)
                .key("file", "a file of the recipe", StackShapes::file)
                .key("template_driver", "`" + templates + "`", Shapes.oneOf(templates))
                .key("labels", "see below", Shapes::pairs)
                .key("environment", "nothing", Shapes.nothing("a variable of the program that deploys"))
                .key("driver", "nothing", Shapes.nothing("a driver of the machine"));
    }

    /** What is the app's own has no name of its own, or one that begins with its stack's. */
    static Shape network() {
        return judged -> {
            NETWORK.judge(judged);
            var name = name(judged);
            if (isExternal(judged)
                    ? !name.equals(PROXY)
                    : !judged.text("name").isEmpty() && !judged.recipe().isOwn(name)) {
                judged.found("the network " + name
                        + ", which is not the app's own; other apps meet on the external network" + " proxy alone");
            }
        };
    }

    /** As {@link #network()}. */
    static Shape object(Keys keys, String kind) {
        return judged -> {
            keys.judge(judged);
            var isNamed = isExternal(judged) || !judged.text("name").isEmpty();
            if (isNamed && !judged.recipe().isOwn(name(judged))) {
                judged.found("the " + kind + " " + name(judged)
                        + ", which is not the app's own: its name has to begin with" + " ${STACK_NAME}_");
            }
        };
    }

    static boolean isExternal(PolicyValue judged) {
        var external = judged.value().at("external");
        return external.isPresent()
                && !external.get().text().equals("false")
                && !external.get().isEmpty();
    }

    /** Returns what it is called on the swarm, where the file says so, and its key otherwise. */
    static String name(PolicyValue judged) {
        var own = judged.text("name");
        var legacy =
                judged.value().at("external").flatMap(value -> value.at("name")).map(value -> value.text());
        return !own.isEmpty() ? own : legacy.filter(text -> !text.isEmpty()).orElseGet(() -> key(judged.path()));
    }

    private static String key(String path) {
        return path.substring(path.indexOf('.') + 1);
    }

    private static void external(PolicyValue judged) {
        if (judged.isMap()) {
            EXTERNAL.judge(judged);
        } else {
            Shapes.truth(judged);
        }
    }

    private static void subnets(PolicyValue judged) {
        var keys = new Keys().key("subnet", "a private network", Shapes::single);
        judged.items().forEach(item -> {
            keys.judge(item);
            var text = item.text("subnet");
            if (!text.isEmpty() && !PrivateSubnets.isAllowed(text)) {
                item.found("the network " + text + "; allowed are private ones, " + PrivateSubnets.ALLOWED);
            }
        });
    }

    /** A driver hands its options to the kernel's mount, and with {@code bind} among them the kernel mounts any folder. */
    private static void options(PolicyValue judged) {
        if (judged.isEmpty()) {
            return;
        }
        var isMemory = judged.isMap()
                && judged.entries().values().stream()
                        .allMatch(value -> judged.item(value).isScalar())
                && MountSources.foreignOptions(texts(judged)).isEmpty();
        if (!isMemory) {
            judged.found("a mount of the machine's or of a neighbour's (" + judged.describe() + "); allowed is "
                    + MountSources.OPTIONS);
        }
    }

    private static Map<String, String> texts(PolicyValue judged) {
        var texts = new TreeMap<String, String>();
        judged.entries().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private static void file(PolicyValue judged) {
        if (!judged.isScalar()
                || RecipePath.of(judged.recipe().checkout(), judged.text()).isEmpty()) {
            judged.found("the file " + judged.describe()
                    + ", which is none of the recipe's own (a path below its folder, without ..)");
        }
    }
}
