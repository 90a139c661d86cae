package coop.ccci.harness.policy;

import coop.ccci.harness.allowance.AppNames;
import coop.ccci.harness.compose.ComposeValue;
import coop.ccci.harness.swarm.RunApp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value of a compose file that the policy judges, where it stands, and of which recipe it is.
 *
 * @param value the value, variables replaced
 * @param path its keys with dots between them, for example {@code services.app.privileged}
 * @param recipe the recipe that has it
 * @param findings takes what is too much
 */
record PolicyValue(ComposeValue value, String path, JudgedRecipe recipe, Findings findings) {
    /**
     * The recipe that is judged.
     *
     * @param checkout its files
     * @param app the app that it is deployed as
     * @param shared the keys of the networks that are not the app's own
     */
    record JudgedRecipe(Path checkout, RunApp app, Set<String> shared) {
        /** The objects of an app begin with its stack's name. */
        boolean isOwn(String name) {
            return AppNames.isOf(app.stack(), name);
        }
    }

    /** Returns the value of one of its keys. */
    PolicyValue child(String key, ComposeValue child) {
        return new PolicyValue(child, path.isEmpty() ? key : path + "." + key, recipe, findings);
    }

    /** Returns one of its items: it has no path of its own. */
    PolicyValue item(ComposeValue item) {
        return new PolicyValue(item, path, recipe, findings);
    }

    /** Returns its items; a single value is one. */
    List<PolicyValue> items() {
        return value.items().stream().map(this::item).toList();
    }

    /** Returns its entries. */
    Map<String, ComposeValue> entries() {
        return value.entries();
    }

    boolean isMap() {
        return value.match(map -> true, list -> false, scalar -> false);
    }

    boolean isList() {
        return value.match(map -> false, list -> true, scalar -> false);
    }

    boolean isScalar() {
        return value.match(map -> false, list -> false, scalar -> true);
    }

    /** Returns its text, or that of one of its keys; empty where there is none. */
    String text() {
        return value.text();
    }

    String text(String key) {
        return value.at(key).map(ComposeValue::text).orElse("");
    }

    boolean isEmpty() {
        return value.isEmpty();
    }

    /** Tells that it is too much. */
    void found(String what) {
        findings.add(value.line(), path, what);
    }

    /** Returns it as people would write it on one line. */
    String describe() {
        return value.plain() == null ? "" : String.valueOf(value.plain());
    }
}
