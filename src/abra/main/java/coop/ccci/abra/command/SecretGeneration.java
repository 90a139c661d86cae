package coop.ccci.abra.command;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.secret.SecretSpec;
import coop.ccci.abra.secret.SecretValues;
import coop.ccci.abra.swarm.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generates secrets and prints them, the only time that the values can be seen. */
final class SecretGeneration {
    private final AbraCommand abra;
    private final Secrets secrets;
    private final SecretValues values = new SecretValues();
    private final Map<String, String> generated = new LinkedHashMap<>();

    SecretGeneration(AbraCommand abra, AppDefinition app) {
        this.abra = abra;
        this.secrets = new Secrets(abra.docker(app));
    }

    SecretGeneration generate(List<SecretSpec> wanted) {
        for (var secret : wanted) {
            if (!secret.isGenerated()) {
                abra.log().warn("secret " + secret.id() + " is not generated: insert it by hand");
                continue;
            }
            var value = values.of(secret);
            if (secrets.create(secret.swarmName(), value)) {
                generated.put(secret.id(), value);
            } else {
                abra.log().warn(secret.swarmName() + " already exists");
            }
        }
        return this;
    }

    boolean isEmpty() {
        return generated.isEmpty();
    }

    void print(boolean asJson) {
        if (asJson) {
            Json.print(
                    abra.out(),
                    generated.entrySet().stream()
                            .map(secret -> {
                                var row = new LinkedHashMap<String, String>();
                                row.put("name", secret.getKey());
                                row.put("value", secret.getValue());
                                return row;
                            })
                            .toList());
            return;
        }
        var table = new ColumnTable("NAME", "VALUE");
        generated.forEach(table::row);
        table.print(abra.out());
        abra.log().warn("generated secrets are not shown again, please take note of them NOW");
    }
}
