package coop.ccci.harness.compose;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What a scalar of YAML is worth: as Docker's reader takes it, which knows no numbers to the base of sixty and no dates. */
final class YamlScalars {
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:(0)|0([0-7]+)|0x([0-9A-Fa-f]+)|0b([01]+)|([1-9][0-9]*))");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+\\.[0-9]+");
    private static final int MAX_DIGITS = 18;

    private YamlScalars() {}

    /** Returns a text, a number, a truth value, or null. */
    static Object value(ScalarNode node) {
        var text = node.getValue();
        var tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> true;
                default -> false;
            };
        }
        if (tag.equals(Tag.INT) && text.length() <= MAX_DIGITS) {
            return integer(text);
        }
        return tag.equals(Tag.FLOAT)
                        && text.length() <= MAX_DIGITS
                        && DECIMAL.matcher(text).matches()
                ? (Object) Double.valueOf(text)
                : text;
    }

    private static Object integer(String text) {
        var number = INTEGER.matcher(text.replace("_", ""));
        if (!number.matches()) {
            return text;
        }
        for (var group = 2; group <= 6; group++) {
            if (number.group(group) != null) {
                var base = new int[] {10, 8, 16, 2, 10}[group - 2];
                var value = new BigInteger(number.group(1) + number.group(group), base);
                return value.bitLength() < Long.SIZE ? (Object) value.longValue() : text;
            }
        }
        return text;
    }
}
