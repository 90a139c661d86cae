package coop.ccci.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns results of earlier versions into those of this one, as far as what they say is known in it. */
final class EarlierResults {
    private EarlierResults() {}

    /**
     * In version 1 a run had one app, so that all that it says is about that one: the base where it deployed one, which
     * it then upgraded, else the commit from nothing.
     */
    static JsonNode ofVersion1(JsonNode results) {
        var raised = results.deepCopy();
        if (raised instanceof ObjectNode object) {
            var app = object.has("base") ? TestedApp.UPGRADED : TestedApp.FRESH;
            object.put("schema", 2);
            if (object.has("domain")) {
                object.putObject("domains").set(app.code(), object.remove("domain"));
            }
            for (var tier : object.path("tiers")) {
                for (var assertion : tier.path("assertions")) {
                    if (assertion instanceof ObjectNode one) {
                        one.put("app", app.code());
                    }
                }
            }
        }
        return raised;
    }
}
