package coop.ccci.harness.dependency;

import coop.ccci.harness.result.RunException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a {@code hooks/provide.sh} hands over: lines {@code NAME=value} in the file that it is given. Pure functions. */
public final class ProvidedCredentials {
    /** As much of the file as is read. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_LINES = 50;
    private static final int MAX_LENGTH = 4096;

    /** Shorter ones could stand in any text, and could not be hidden in logs without hiding words. */
    private static final int MIN_SECRET_LENGTH = 12;

    private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9_]{0,63})=([^\\x00]*)");

    /** Whoever hands over a name of a person or an address must not have it hidden wherever it stands. */
    private static final Pattern SECRET =
            Pattern.compile("(^|.*_)(PASSWORD|PASSWD|PASS|PASSPHRASE|SECRET|TOKEN|KEY|CREDENTIAL)(_.*|$)");

    private static final Pattern TAKEN = Pattern.compile("DOMAIN|URL|STACK|VERSION|CREDENTIALS");

    private ProvidedCredentials() {}

    /**
     * Reads them.
     *
     * @return by name, in order
     * @throws RunException of the recipe when a line is none, or a secret can be guessed; the text of no value is in it
     */
    public static Map<String, String> read(String text) {
        var all = new LinkedHashMap<String, String>();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var form = LINE.matcher(line);
            if (!form.matches() || form.group(2).length() > MAX_LENGTH) {
                throw wrong(
                        number,
                        "is not NAME=value: give a name of capital letters, digits and underscores, and a"
                                + " value of at most " + MAX_LENGTH + " characters");
            }
            if (TAKEN.matcher(form.group(1)).matches()) {
                throw wrong(
                        number,
                        "is called " + form.group(1) + ", which cc-ci itself says of every dependency;"
                                + " choose another name");
            }
            if (isSecret(form.group(1)) && form.group(2).length() < MIN_SECRET_LENGTH) {
                throw wrong(
                        number,
                        "is a secret by its name, " + form.group(1) + ", and shorter than " + MIN_SECRET_LENGTH
                                + " characters; make it longer");
            }
            all.put(form.group(1), form.group(2));
            if (all.size() > MAX_LINES) {
                throw wrong(number, "is one too many: at most " + MAX_LINES + " are handed over");
            }
        }
        return all;
    }

    private static RunException wrong(int line, String what) {
        return RunException.recipe("hooks/provide.sh: line " + line + " of $CCCI_CREDENTIALS_FILE " + what);
    }

    /** Returns those values whose names tell that they are secret. */
    public static Collection<String> secrets(Map<String, String> credentials) {
        return credentials.entrySet().stream()
                .filter(one -> isSecret(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }
}
