package coop.ccci.harness.policy;

import coop.ccci.harness.allowance.AppNames;
import coop.ccci.harness.allowance.ContainerSettings;
import coop.ccci.harness.compose.RecipePath;
import java.util.Locale;
import java.util.Set;

/** What a service may be. */
final class ServiceShape {
    private static final String[] OWN_NAMESPACE = {"bridge", "none", "private", "shareable"};

    private static final Keys HEALTH = new Keys()
            .key("test", "a text or a list of texts", Shapes::texts)
            .key("interval", "a duration", Shapes::single)
            .key("timeout", "a duration", Shapes::single)
            .key("retries", "a number", Shapes::single)
            .key("start_period", "a duration", Shapes::single)
            .key("start_interval", "a duration", Shapes::single)
            .key("disable", "true or false", Shapes::truth);

    private static final Keys OBJECT = new Keys()
            .key("source", "the key of a secret or a config", Shapes::key)
            .key("target", "a name or a path in the container", Shapes::single)
            .key("uid", "a number", Shapes::single)
            .key("gid", "a number", Shapes::single)
            .key("mode", "a number", Shapes::single);

    private static final Keys LOGGING = new Keys()
            .key("driver", "`json-file`, `local` or `none`", Shapes.oneOf("json-file", "local", "none"))
            .key("options", "", logOptions());

    private static final Keys NETWORK = new Keys()
            .key(
                    "aliases",
                    "a list of names; on `proxy` only the service's own, the app's host, and those that begin with `${STACK_NAME}_`",
                    Shapes::list)
            .key("ipv4_address", "an address; not on `proxy`", Shapes::single)
            .key("ipv6_address", "an address; not on `proxy`", Shapes::single);

    static final Keys SERVICE = new Keys()
            .key("image", "a name", Shapes::single)
            .key("command", "a text or a list of texts", Shapes::texts)
            .key("entrypoint", "a text or a list of texts", Shapes::texts)
            .key("environment", "a map or a list of `NAME=value`", Shapes::pairs)
            .key("env_file", "files of the recipe", ServiceShape::files)
            .key("configs", "a list", ServiceShape::objects)
            .key("secrets", "a list", ServiceShape::objects)
            .key("volumes", "a list of `volume:/path`, or of maps", MountShape::list)
            .key("tmpfs", "paths in the container", Shapes::texts)
            .key("networks", "a list, or a map", ServiceShape::networks)
            .key("ports", "a list of `published:target`, or of maps", PortShape::list)
            .key("expose", "a list of ports", Shapes::list)
            .key("healthcheck", "", HEALTH)
            .key("deploy", "", DeployShape.DEPLOY)
            .key("labels", "see below", Shapes::pairs)
            .key("logging", "", LOGGING)
            .key("depends_on", "a list of services", ServiceShape::dependencies)
            .key("user", "a name or a number", Shapes::single)
            .key("group_add", "a list", Shapes::list)
            .key("working_dir", "a path in the container", Shapes::single)
            .key("hostname", "a name", Shapes::single)
            .key("domainname", "a name", Shapes::single)
            .key("container_name", "a name, which swarm does not use", Shapes::single)
            .key("init", "true or false", Shapes::truth)
            .key("tty", "true or false", Shapes::truth)
            .key("stdin_open", "true or false", Shapes::truth)
            .key("read_only", "true or false", Shapes::truth)
            .key("restart", "a word, which swarm does not use", Shapes::single)
            .key("shm_size", "a size, which swarm does not use", Shapes::single)
            .key("stop_grace_period", "a duration", Shapes::single)
            .key("stop_signal", "a signal", Shapes::single)
            .key("cap_drop", "a list", Shapes::list)
            .key("cap_add", "of those that Docker gives every container", ServiceShape::capabilities)
            .key("security_opt", "`no-new-privileges:true`", ServiceShape::security)
            .key("sysctls", ContainerSettings.SYSCTLS, ServiceShape::sysctls)
            .key("ulimits", "a map of numbers; " + ContainerSettings.ULIMITS, ServiceShape::limits)
            .key("dns", "a list", Shapes::texts)
            .key("dns_search", "a list", Shapes::texts)
            .key("extra_hosts", "a map or a list", Shapes::pairs)
            .key("links", "a list, which swarm does not use", Shapes::list)
            .key("privileged", "false", ServiceShape::privileged)
            .key("network_mode", "the container's own", namespace())
            .key("pid", "the container's own", namespace())
            .key("ipc", "the container's own", namespace())
            .key("uts", "the container's own", namespace())
            .key("userns_mode", "the container's own", namespace())
            .key("cgroup", "the container's own", namespace())
            .key("cgroupns_mode", "the container's own", namespace())
            .key("cgroup_parent", "nothing", Shapes.nothing("a group of the machine's processes"))
            .key("devices", "nothing", Shapes.nothing("devices of the machine"))
            .key("device_cgroup_rules", "nothing", Shapes.nothing("devices of the machine"))
            .key("gpus", "nothing", Shapes.nothing("devices of the machine"))
            .key("runtime", "nothing", Shapes.nothing("another runtime"))
            .key("credential_spec", "nothing", Shapes.nothing("credentials of the machine"))
            .key("volumes_from", "nothing", Shapes.nothing("what another container mounts"))
            .key(
                    "extends",
                    "nothing",
                    Shapes.nothing("a service of a file that is not looked at; write it out, or use an anchor"))
            .key("build", "nothing", Shapes.nothing("an image that a swarm does not build; name one that is there"));

    private ServiceShape() {}

    private static void capabilities(PolicyValue judged) {
        Shapes.list(judged);
        judged.items().stream()
                .filter(item -> !ContainerSettings.isCapability(item.text().toUpperCase(Locale.ROOT)))
                .forEach(item -> item.found(item.describe()
                        + ", a capability that containers do not have; allowed is what Docker gives to all"));
    }

    private static Keys logOptions() {
        var options = new Keys().withoutExtensions();
        for (var name : ContainerSettings.LOG_OPTIONS) {
            switch (name) {
                case "compress" -> options.key(name, "true or false", Shapes::truth);
                case "mode" -> options.key(name, "a word", Shapes.oneOf("blocking", "non-blocking"));
                default -> options.key(name, "a text", Shapes::single);
            }
        }
        return options;
    }

    /** Judges a service and its key; how long that may be depends on the zone, and is said where names are made. */
    static void judge(PolicyValue judged) {
        if (!AppNames.isServiceKey(judged.path().substring("services.".length()))) {
            judged.found(
                    "is no name that swarm takes for a service: letters, digits, _ and -, the last none of these two");
        }
        SERVICE.judge(judged);
    }

    private static Shape namespace() {
        var own = Set.of(OWN_NAMESPACE);
        return judged -> {
            if (!judged.isScalar() || (!judged.isEmpty() && !own.contains(judged.text()))) {
                judged.found("the machine's or another container's namespace (" + judged.describe() + ")");
            }
        };
    }

    private static void privileged(PolicyValue judged) {
        if (!judged.isScalar() || !Set.of("false", "").contains(judged.text())) {
            judged.found("all power over the machine (" + judged.describe() + ")");
        }
    }

    private static void security(PolicyValue judged) {
        judged.items().stream()
                .filter(item -> !item.text().matches("no-new-privileges([:=]true)?"))
                .forEach(item -> item.found(item.describe() + "; allowed is no-new-privileges:true"));
    }

    private static void sysctls(PolicyValue judged) {
        Shapes.pairs(judged);
        judged.entries().keySet().forEach(name -> sysctl(judged, name));
        if (!judged.isMap()) {
            judged.items().forEach(item -> sysctl(item, item.text().split("=", 2)[0]));
        }
    }

    private static void sysctl(PolicyValue judged, String name) {
        if (!ContainerSettings.isSysctl(name)) {
            judged.found("the setting " + name + " of the machine's kernel; allowed are " + ContainerSettings.SYSCTLS
                    + ", which each container has of its own");
        }
    }

    private static void limits(PolicyValue judged) {
        if (!judged.isMap() && !judged.isEmpty()) {
            judged.found("has to be a map and is " + judged.describe());
        }
        var number = Shapes.number(-1, Long.MAX_VALUE);
        var both = new Keys().key("soft", "a number", number).key("hard", "a number", number);
        judged.entries().forEach((name, value) -> {
            var child = judged.child(name, value);
            if (!ContainerSettings.isUlimit(name)) {
                child.found("is no limit that an app may set; allowed are " + ContainerSettings.ULIMITS);
            } else if (child.isMap()) {
                both.judge(child);
            } else {
                number.judge(child);
            }
        });
    }

    private static void files(PolicyValue judged) {
        judged.items().forEach(item -> {
            var path = item.isMap() ? item.text("path") : item.text();
            if (RecipePath.of(item.recipe().checkout(), path).isEmpty()) {
                item.found("the file " + path
                        + ", which is none of the recipe's own (a path below its folder, without ..)");
            }
            if (item.isMap()) {
                new Keys()
                        .key("path", "a file of the recipe", Shapes::single)
                        .key("required", "true or false", Shapes::truth)
                        .judge(item);
            }
        });
    }

    private static void objects(PolicyValue judged) {
        if (!judged.isList() && !judged.isEmpty()) {
            judged.found("has to be a list and is " + judged.describe());
        }
        judged.items().forEach(item -> {
            if (item.isMap()) {
                OBJECT.judge(item);
            } else {
                Shapes.key(item);
            }
        });
    }

    private static void dependencies(PolicyValue judged) {
        if (judged.isMap()) {
            judged.found("is a map, which docker stack deploy does not take; give a list of services");
        } else {
            Shapes.list(judged);
        }
    }

    private static void networks(PolicyValue judged) {
        if (!judged.isMap()) {
            Shapes.list(judged);
        }
        judged.entries().forEach((name, value) -> {
            var child = judged.child(name, value);
            NETWORK.judge(child);
            if (judged.recipe().shared().contains(name)) {
                shared(child);
            }
        });
    }

    /** Whoever looks another app up on the network of all apps must not find this one. */
    private static void shared(PolicyValue judged) {
        var app = judged.recipe().app();
        var service =
                judged.path().substring("services.".length(), judged.path().lastIndexOf(".networks."));
        judged.value().at("aliases").ifPresent(aliases -> judged.child("aliases", aliases).items().stream()
                .filter(alias -> !AppNames.isOwnAlias(alias.text(), app.stack(), service, app.domain()))
                .forEach(alias ->
                        alias.found("the name " + alias.describe() + " on the network that all apps share: let it begin"
                                + " with ${STACK_NAME}_, or take an own network")));
        for (var address : new String[] {"ipv4_address", "ipv6_address"}) {
            if (!judged.text(address).isEmpty()) {
                judged.found("the address " + judged.text(address) + " on the network that all apps share");
            }
        }
    }
}
