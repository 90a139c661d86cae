package coop.ccci.harness.secret;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secrets that a harness knows when it starts, to be hidden in everything that it says: those in its environment
 * and those in the files of a folder of secrets. The secrets that {@code abra} generates come later.
 */
public final class KnownSecrets {
    private static final int MIN_LENGTH = 8;
    private static final int MAX_FILES = 500;
    private static final int MAX_DEPTH = 5;
    private static final long MAX_BYTES = 64L * 1024;

    /** Not the author: Drone and git have the names and addresses of people in GIT_AUTHOR_NAME and its like. */
    private static final Pattern TELLING_NAME = Pattern.compile(
            "(?i).*(token|secret|passw(or)?d|passphrase|credential|private|auth(?!or(_|$))|(api|access|age|signing)_?key).*");

    private static final Pattern NAME_OF_A_PLACE = Pattern.compile("(?i).*(_file|_dir|_path|_url|_sock|_version)");
    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9+.-]*://([^/?#@\\s]*)@");
    private static final Pattern PARAMETER = Pattern.compile("(?i)[?&;](?:password|token|secret)=([^&;\\s]+)");
    private static final Pattern ASSIGNED = Pattern.compile("\\s*[\\w.-]+\\s*[:=]\\s*[\"']?(.*?)[\"']?\\s*");

    private KnownSecrets() {}

    /**
     * Returns the secrets in an environment: the values of variables whose names tell that they are secret, and the logins in
     * addresses of any variable.
     */
    public static Set<String> in(Map<String, String> environment) {
        var secrets = new LinkedHashSet<String>();
        environment.forEach((name, value) -> {
            secrets.addAll(inAddress(value));
            if (TELLING_NAME.matcher(name).matches()
                    && !NAME_OF_A_PLACE.matcher(name).matches()
                    && value.length() >= MIN_LENGTH
                    && !isPath(value)) {
                secrets.add(value);
            }
        });
        return secrets;
    }

    /**
     * Returns the secrets in a text that may be an address: the password before the {@code @}, the name where it stands alone,
     * as a token may; as it is written and as it is meant.
     */
    public static Set<String> inAddress(String text) {
        var secrets = new LinkedHashSet<String>();
        var login = LOGIN.matcher(text);
        while (login.find()) {
            var parts = login.group(1).split(":", 2);
            addDecoded(parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0], secrets);
        }
        var parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            addDecoded(parameter.group(1), secrets);
        }
        return secrets;
    }

    private static void addDecoded(String written, Set<String> secrets) {
        if (written.isEmpty()) {
            return;
        }
        secrets.add(written);
        try {
            secrets.add(URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // it is not encoded, and stands there as it is meant
        }
    }

    /**
     * Returns the secrets in the files of a folder and of the folders in it: each file as a whole, line by line, and the values
     * of lines such as {@code NAME=value} and {@code name: value}. Links are followed, because that is how secrets are
     * put in place. What this user may not read cannot leak and is passed over.
     *
     * @throws RunException of usage when the folder is not there or holds more than can be hidden
     */
    public static Set<String> inFolder(Path folder) {
        var secrets = new LinkedHashSet<String>();
        for (var file : files(folder)) {
            try {
                if (Files.size(file) > MAX_BYTES) {
                    throw RunException.usage("the file " + file + " in CCCI_SECRETS_DIR is longer than " + MAX_BYTES
                            + " bytes, which is no secret that can be hidden; take it out");
                }
                addText(Files.readAllBytes(file), secrets);
            } catch (IOException e) {
                throw RunException.environment("cannot read " + file + " in CCCI_SECRETS_DIR: " + e.getMessage(), e);
            }
        }
        return secrets;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw RunException.usage("there is no folder " + folder
                    + "; set CCCI_SECRETS_DIR to the folder of secrets that" + " must not show, or do not set it");
        }
        try (var walk = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            var files = new ArrayList<>(walk.filter(Files::isRegularFile)
                    .filter(Files::isReadable)
                    .limit(MAX_FILES + 1L)
                    .toList());
            if (files.size() > MAX_FILES) {
                throw RunException.usage("CCCI_SECRETS_DIR, " + folder + ", holds more than " + MAX_FILES
                        + " files; give the folder that has the secrets alone");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw RunException.environment("cannot read CCCI_SECRETS_DIR, " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void addText(byte[] content, Set<String> secrets) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return; // not a text, and so nothing that a text could show as it is
        }
        secrets.add(text);
        text.lines()
                .map(ASSIGNED::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(assigned -> assigned.group(1))
                .filter(value -> value.length() >= MIN_LENGTH)
                .forEach(secrets::add);
    }

    private static boolean isPath(String value) {
        try {
            return value.startsWith("/") && Files.exists(Path.of(value));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
