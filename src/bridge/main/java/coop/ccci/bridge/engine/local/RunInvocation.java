package coop.ccci.bridge.engine.local;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.RunAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code /usr/bin/env} by which a run is started, and told to end: with an environment of its own, made of a
 * fixed list of names, and as its own account where it has one. Who is not root becomes that account by {@code sudo -n}, which
 * an operator has to allow for the program {@code /usr/bin/env} (docs/security.md).
 */
final class RunInvocation {
    private RunInvocation() {}

    /**
     * Returns the arguments.
     *
     * @param environment all that the program sees
     * @param isRoot whether the bridge may become any account by itself
     * @param words the arguments of the configured command
     */
    static List<String> of(
            Configuration.Engine settings, Map<String, String> environment, boolean isRoot, List<String> words) {
        var arguments = new ArrayList<String>();
        arguments.add("-i");
        settings.account().ifPresent(account -> {
            arguments.add("PATH=" + environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
            arguments.addAll(become(account, isRoot));
            arguments.addAll(List.of("--", "/usr/bin/env", "-i"));
        });
        environment.forEach((name, value) -> arguments.add(name + "=" + value));
        arguments.add(settings.command().toString());
        arguments.addAll(words);
        return arguments;
    }

    private static List<String> become(RunAccount account, boolean isRoot) {
        return isRoot ? List.of("runuser", "-u", account.name()) : List.of("sudo", "-n", "-u", account.name());
    }
}
