package coop.ccci.harness.policy;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/** The simple shapes, of which the others are made. */
final class Shapes {
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

    private Shapes() {}

    /** A single value, or nothing. */
    static void single(Asked asked) {
        if (!asked.isScalar()) {
            asked.found("has to be a single value and is " + asked.shown());
        }
    }

    /** A name of the recipe's own choice, as that of a secret. */
    static void key(Asked asked) {
        if (!asked.isScalar() || !KEY.matcher(asked.text()).matches()) {
            asked.found("is " + asked.shown() + ", which is no name of something in the same files");
        }
    }

    /** A single value, or a list of them. */
    static void texts(Asked asked) {
        if (asked.isMap()) {
            asked.found("has to be a text or a list of texts and is a map");
        } else {
            asked.items().forEach(Shapes::single);
        }
    }

    /** A list of single values. */
    static void list(Asked asked) {
        if (asked.isList() || asked.isEmpty()) {
            asked.items().forEach(Shapes::single);
        } else {
            asked.found("has to be a list of texts and is " + asked.shown());
        }
    }

    /** A map of names to single values, or a list of {@code name=value}. */
    static void pairs(Asked asked) {
        if (asked.isMap()) {
            asked.entries().forEach((key, value) -> single(asked.child(key, value)));
        } else {
            list(asked);
        }
    }

    /** True or false. */
    static void truth(Asked asked) {
        if (!asked.isScalar() || !Set.of("true", "false", "").contains(asked.text())) {
            asked.found("has to be true or false and is " + asked.shown());
        }
    }

    /** One of some words, letter by letter as Docker compares them, or nothing. */
    static Shape oneOf(String... words) {
        var allowed = Set.of(words);
        return asked -> {
            if (!asked.isScalar() || (!asked.isEmpty() && !allowed.contains(asked.text()))) {
                asked.found("is " + asked.shown() + "; allowed is " + String.join(", ", words));
            }
        };
    }

    /** A whole number within bounds, or nothing. */
    static Shape number(long least, long most) {
        return asked -> {
            var isNumber = asked.isScalar() && asked.text().matches("-?[0-9]{1,19}");
            var number = isNumber ? new BigInteger(asked.text()) : BigInteger.ZERO;
            if (!asked.isEmpty()
                    && (!isNumber
                            || number.compareTo(BigInteger.valueOf(least)) < 0
                            || number.compareTo(BigInteger.valueOf(most)) > 0)) {
                asked.found("is " + asked.shown() + "; allowed is a whole number from " + least + " to " + most);
            }
        };
    }

    /** Nothing: what there is, is power over the machine or over a neighbour. */
    static Shape nothing(String what) {
        return asked -> {
            if (!asked.isEmpty()) {
                asked.found(what + " (" + asked.shown() + ")");
            }
        };
    }

    /** A map of names of the recipe's own choice, each to the same shape. */
    static Shape named(Shape shape) {
        return asked -> {
            if (!asked.isMap() && !asked.isEmpty()) {
                asked.found("has to be a map and is " + asked.shown());
            }
            asked.entries().forEach((name, value) -> {
                var child = asked.child(name, value);
                if (KEY.matcher(name).matches()) {
                    shape.judge(child);
                } else {
                    child.found("is no name: use letters, digits, dots, hyphens and underscores");
                }
            });
        };
    }
}
