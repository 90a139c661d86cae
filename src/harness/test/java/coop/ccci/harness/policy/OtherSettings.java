package coop.ccci.harness.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How others may read settings: {@code NAME: value} too, and values that go on over several lines (godotenv). */
final class OtherSettings {
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*[=:][ \\t]*"
                    + "(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\n]*?)[ \\t]*(?:#[^\\n]*)?$");

    private OtherSettings() {}

    static Map<String, String> read(String text) {
        var variables = new LinkedHashMap<String, String>();
        var found = LINE.matcher(text);
        while (found.find()) {
            variables.put(found.group(1), value(found.group(2), variables));
        }
        return variables;
    }

    /** As who looks at each line for itself, whatever quotation marks are open. */
    static Map<String, String> byLine(String text) {
        var variables = new LinkedHashMap<String, String>();
        text.lines().forEach(line -> variables.putAll(read(line)));
        return variables;
    }

    private static String value(String written, Map<String, String> variables) {
        if (written.startsWith("'") && written.endsWith("'") && written.length() > 1) {
            return written.substring(1, written.length() - 1);
        }
        if (written.startsWith("\"") && written.endsWith("\"") && written.length() > 1) {
            var inner = written.substring(1, written.length() - 1);
            return OtherReader.replaced(inner.replace("\\$", "$$"), variables, 0)
                    .replace("\\n", "\n")
                    .replaceAll("\\\\(.)", "$1");
        }
        return OtherReader.replaced(written, variables, 0);
    }
}
