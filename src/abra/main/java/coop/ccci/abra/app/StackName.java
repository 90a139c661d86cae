package coop.ccci.abra.app;

import java.util.Map;

/**
 * The name of an app's swarm stack: the app's name with {@code .} turned into {@code _}, cut to 45 characters, unless
 * the app's env sets another one with {@code STACK_NAME}.
 *
 * @param value the name
 */
public record StackName(String value) {
    /** abra cuts what is longer; two long domains may then share a stack. */
    static final int MAX_LENGTH = 45;

    /** Returns the stack of an app. */
    static StackName of(String app, Map<String, String> env) {
        var chosen = env.getOrDefault("STACK_NAME", "");
        if (!chosen.isEmpty()) {
            return new StackName(chosen);
        }
        var name = app.replace('.', '_');
        return new StackName(name.substring(0, Math.min(name.length(), MAX_LENGTH)));
    }

    /** Returns the full name of one of its services, volumes or networks: {@code <stack>_<name>}. */
    public String member(String name) {
        return value + "_" + name;
    }

    /** Returns the name of a label that abra puts on a service: {@code coop-cloud.<stack>.<name>}. */
    public String label(String name) {
        return "coop-cloud." + value + "." + name;
    }

    @Override
    public String toString() {
        return value;
    }
}
