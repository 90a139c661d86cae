package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.CallFindings.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A rule on one value of a request's JSON. A {@code null} is Go's empty value and always allowed; the names of fields are
 * compared letter by letter, because the engine would take {@code mounts} for {@code Mounts}.
 */
@FunctionalInterface
interface ValueRule {
    /** Whole numbers of nanoseconds, bytes and the like. */
    ValueRule WHOLE = (place, value, findings) -> {
        if (!value.isNull() && !(value.isIntegralNumber() && value.canConvertToLong())) {
            findings.add(place, "it is not a whole number");
        }
    };

    ValueRule NUMBER = (place, value, findings) -> {
        if (!value.isNull() && !value.isNumber()) {
            findings.add(place, "it is not a number");
        }
    };

    ValueRule FLAG = (place, value, findings) -> {
        if (!value.isNull() && !value.isBoolean()) {
            findings.add(place, "it is neither true nor false");
        }
    };

    ValueRule TEXT = text(text -> true, "");

    ValueRule TEXTS = list(TEXT);

    ValueRule LABELS = map((place, name, value, findings) -> {});

    /** Looks at a value. */
    void check(String place, JsonNode value, CallFindings findings);

    /** A rule on one entry of a map of texts. */
    @FunctionalInterface
    interface EntryRule {
        void check(String place, String name, String value, CallFindings findings);
    }

    /** An object that has no other fields than these. */
    static ValueRule object(Map<String, ValueRule> fields) {
        return (place, value, findings) -> {
            if (value.isNull()) {
                return;
            }
            if (!value.isObject()) {
                findings.add(place, "it is not an object");
                return;
            }
            value.properties().forEach(field -> {
                var rule = fields.get(field.getKey());
                var inner = place.isEmpty() ? field.getKey() : place + "." + field.getKey();
                if (rule == null) {
                    findings.add(
                            place.isEmpty() ? quoted(field.getKey()) : place + "." + quoted(field.getKey()),
                            "a field that no app of a run needs");
                } else {
                    rule.check(inner, field.getValue(), findings);
                }
            });
        };
    }

    static ValueRule list(ValueRule each) {
        return (place, value, findings) -> {
            if (value.isNull()) {
                return;
            }
            if (!value.isArray()) {
                findings.add(place, "it is not a list");
                return;
            }
            for (var i = 0; i < value.size(); i++) {
                each.check(place + "[" + i + "]", value.get(i), findings);
            }
        };
    }

    /** A map of texts by name. */
    static ValueRule map(EntryRule each) {
        return (place, value, findings) -> {
            if (value.isNull()) {
                return;
            }
            if (!value.isObject()
                    || value.properties().stream()
                            .anyMatch(entry -> !entry.getValue().isTextual())) {
                findings.add(place, "it is not a map of texts");
                return;
            }
            value.properties()
                    .forEach(entry ->
                            each.check(place, entry.getKey(), entry.getValue().asText(), findings));
        };
    }

    /**
     * A text.
     *
     * @param allowed what is allowed, for people
     */
    static ValueRule text(Predicate<String> isAllowed, String allowed) {
        return (place, value, findings) -> {
            if (value.isNull()) {
                return;
            }
            if (!value.isTextual()) {
                findings.add(place, "it is not a text");
            } else if (!isAllowed.test(value.asText())) {
                findings.add(place, quoted(value.asText()) + "; allowed: " + allowed);
            }
        };
    }

    static ValueRule matching(String pattern, String allowed) {
        var compiled = Pattern.compile(pattern);
        return text(text -> compiled.matcher(text).matches(), allowed);
    }

    /** One of these texts, or an empty one. */
    static ValueRule oneOf(String... texts) {
        var all = List.of(texts);
        return text(text -> text.isEmpty() || all.contains(text), String.join(", ", all));
    }

    static ValueRule whole(long least, long most) {
        return (place, value, findings) -> {
            WHOLE.check(place, value, findings);
            if (value.canConvertToLong() && (value.asLong() < least || value.asLong() > most)) {
                findings.add(place, value.asLong() + "; allowed: " + least + " to " + most);
            }
        };
    }

    /** Nothing but the empty value. */
    static ValueRule empty(String what) {
        return (place, value, findings) -> {
            if (!isEmpty(value)) {
                findings.add(place, what);
            }
        };
    }

    static ValueRule both(ValueRule... rules) {
        return (place, value, findings) -> Arrays.stream(rules).forEach(rule -> rule.check(place, value, findings));
    }

    /** Returns whether Go reads it as the value of a field that is not there. */
    static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || value.isMissingNode()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isBoolean() && !value.asBoolean())
                || (value.isIntegralNumber() && value.bigIntegerValue().signum() == 0);
    }
}
