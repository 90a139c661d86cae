package coop.ccci.harness.policy;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/** The simple shapes, of which the others are made. */
final class Shapes {
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

    private Shapes() {}

    /** A single value, or nothing. */
    static void single(PolicyValue judged) {
        if (!judged.isScalar()) {
            judged.found("has to be a single value and is " + judged.describe());
        }
    }

    /** A name of the recipe's own choice, as that of a secret. */
    static void key(PolicyValue judged) {
        if (!judged.isScalar() || !KEY.matcher(judged.text()).matches()) {
            judged.found("is " + judged.describe() + ", which is no name of something in the same files");
        }
    }

    /** A single value, or a list of them. */
    static void texts(PolicyValue judged) {
        if (judged.isMap()) {
            judged.found("has to be a text or a list of texts and is a map");
        } else {
            judged.items().forEach(Shapes::single);
        }
    }

    /** A list of single values. */
    static void list(PolicyValue judged) {
        if (judged.isList() || judged.isEmpty()) {
            judged.items().forEach(Shapes::single);
        } else {
            judged.found("has to be a list of texts and is " + judged.describe());
        }
    }

    /** A map of names to single values, or a list of {@code name=value}. */
    static void pairs(PolicyValue judged) {
        if (judged.isMap()) {
            judged.entries().forEach((key, value) -> single(judged.child(key, value)));
        } else {
            list(judged);
        }
    }

    /** True or false. */
    static void truth(PolicyValue judged) {
        if (!judged.isScalar() || !Set.of("true", "false", "").contains(judged.text())) {
            judged.found("has to be true or false and is " + judged.describe());
        }
    }

    /** One of some words, letter by letter as Docker compares them, or nothing. */
    static Shape oneOf(String... words) {
        var allowed = Set.of(words);
        return judged -> {
            if (!judged.isScalar() || (!judged.isEmpty() && !allowed.contains(judged.text()))) {
                judged.found("is " + judged.describe() + "; allowed is " + String.join(", ", words));
            }
        };
    }

    /** A whole number within bounds, or nothing. */
    static Shape number(long least, long most) {
        return judged -> {
            var isNumber = judged.isScalar() && judged.text().matches("-?[0-9]{1,19}");
            var number = isNumber ? new BigInteger(judged.text()) : BigInteger.ZERO;
            if (!judged.isEmpty()
                    && (!isNumber
                            || number.compareTo(BigInteger.valueOf(least)) < 0
                            || number.compareTo(BigInteger.valueOf(most)) > 0)) {
                judged.found("is " + judged.describe() + "; allowed is a whole number from " + least + " to " + most);
            }
        };
    }

    /** Nothing: what there is, is power over the machine or over a neighbour. */
    static Shape nothing(String what) {
        return judged -> {
            if (!judged.isEmpty()) {
                judged.found(what + " (" + judged.describe() + ")");
            }
        };
    }

    /** A map of names of the recipe's own choice, each to the same shape. */
    static Shape named(Shape shape) {
        return judged -> {
            if (!judged.isMap() && !judged.isEmpty()) {
                judged.found("has to be a map and is " + judged.describe());
            }
            judged.entries().forEach((name, value) -> {
                var child = judged.child(name, value);
                if (KEY.matcher(name).matches()) {
                    shape.judge(child);
                } else {
                    child.found("is no name: use letters, digits, dots, hyphens and underscores");
                }
            });
        };
    }
}
