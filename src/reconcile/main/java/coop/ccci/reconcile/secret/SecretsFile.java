package coop.ccci.reconcile.secret;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The secrets of a host by their names. Those that the operator makes up are made up here; those that somebody else gives
 * have a word in their place that says so.
 */
public final class SecretsFile {
    /** Stands for what the operator has to bring. */
    public static final String FILL_IN = "FILL-IN";

    private static final int RANDOM_BYTES = 32;

    /** {@code group/name}: whether the operator makes it up. */
    private static final Map<String, Boolean> INTERNAL = new LinkedHashMap<>();

    static {
        INTERNAL.put("drone/admin_token", false);
        INTERNAL.put("drone/gitea_client_id", false);
        INTERNAL.put("drone/gitea_client_secret", false);
        INTERNAL.put("drone/rpc_secret", true);
        INTERNAL.put("gitea/token", false);
        INTERNAL.put("gitea/webhook_secret", true);
        INTERNAL.put("restic/password", true);
        INTERNAL.put("wildcard/crt", false);
        INTERNAL.put("wildcard/key", false);
    }

    private SecretsFile() {}

    /** Returns the names of all secrets, {@code group/name}. */
    public static List<String> names() {
        return List.copyOf(INTERNAL.keySet());
    }

    /** Returns the text of a new file, YAML, with made-up secrets that nobody else has. */
    public static String text() {
        var random = new SecureRandom();
        return text(() -> {
            var bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        });
    }

    /** Returns the text with secrets from there. */
    static String text(Supplier<String> secrets) {
        var lines = new ArrayList<String>();
        var group = "";
        for (var each : INTERNAL.entrySet()) {
            var parts = each.getKey().split("/", 2);
            if (!parts[0].equals(group)) {
                group = parts[0];
                lines.add(group + ":");
            }
            lines.add("    " + parts[1] + ": " + (each.getValue() ? secrets.get() : FILL_IN));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Returns the text of {@code .sops.yaml}, which says who can decrypt the file. */
    public static String sopsRules(List<String> recipients) {
        return "# Who can decrypt secrets.yaml. After a key was added here or taken away: sops updatekeys secrets.yaml\n"
                + "creation_rules:\n  - path_regex: secrets\\.yaml$\n    age: >-\n      "
                + String.join(",\n      ", recipients)
                + "\n";
    }
}
