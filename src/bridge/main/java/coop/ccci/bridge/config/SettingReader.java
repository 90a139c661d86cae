package coop.ccci.bridge.config;

import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import coop.ccci.contract.RecipeFolders;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads single values and collects a sentence for each that cannot be used; what it answers then does not matter. */
final class SettingReader {
    private static final long MAX_FILE_BYTES = 1024 * 1024;
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** What decides where the servers listen, what they show, and which routes there are. */
    private static final List<String> OURS = List.of(
            "camel.server.",
            "camel.management.",
            "camel.health.",
            "camel.main.name",
            "camel.main.routes",
            "camel.main.dev",
            "camel.main.routesReload",
            "camel.main.configuration",
            "camel.rest.",
            "camel.debug.",
            "camel.vault.");

    private final Settings settings;
    private final String forge;
    private final List<String> sentences;

    SettingReader(Settings settings) {
        this(settings, "", new ArrayList<>());
        settings.unknown()
                .forEach(name -> sentences.add(
                        name + ": there is no such setting; see application.properties" + " for all of them"));
    }

    private SettingReader(Settings settings, String forge, List<String> sentences) {
        this.settings = settings;
        this.forge = forge;
        this.sentences = sentences;
    }

    /**
     * Returns a reader of the settings as a forge has them, which calls them as that forge's are called.
     *
     * @param name the forge's name, empty for the first
     */
    SettingReader of(String name) {
        return new SettingReader(settings.of(name), name, sentences);
    }

    /** Returns what a setting is called that this reads. */
    String name(Settings.Key key) {
        return ForgeSettings.nameOf(key, forge);
    }

    /** Returns Camel's own settings, without those that would take the place of the bridge's. */
    Map<String, String> camel() {
        settings.camel().keySet().stream()
                .filter(name -> OURS.stream().anyMatch(name::startsWith))
                .sorted()
                .forEach(
                        name -> sentences.add(
                                name
                                        + ": this is made out of the settings of cc-ci and cannot be given; application.properties has those"));
        return settings.camel();
    }

    void throwIfInvalid() {
        if (!sentences.isEmpty()) {
            throw new ConfigurationException(sentences.stream().distinct().toList());
        }
    }

    /** Adds a sentence; an empty value is not shown. */
    void reject(Settings.Key key, String value, String allowed) {
        sentences.add(name(key) + (value.isEmpty() ? "" : " = \"" + value + "\"") + ": " + allowed);
    }

    boolean isWritten(Settings.Key key) {
        return settings.find(key).isPresent();
    }

    String optional(Settings.Key key) {
        return settings.find(key).map(String::strip).orElse("");
    }

    String required(Settings.Key key, String what) {
        var value = optional(key);
        if (value.isEmpty()) {
            sentences.add(name(key) + " is not set: give " + what);
        }
        return value;
    }

    /** Reads a secret out of its variable or out of a file; it is never shown. */
    Secret secret(Settings.Key key, Settings.Key fileKey, String what) {
        if (isWritten(key) && isWritten(fileKey)) {
            sentences.add(name(key) + " and " + name(fileKey) + " are both set: give one of them");
            return null;
        }
        var value = isWritten(fileKey) ? fileContent(fileKey) : optional(key);
        if (value == null) {
            return null;
        }
        if (value.isEmpty()) {
            sentences.add(
                    (isWritten(fileKey) ? "the file of " + name(fileKey) + " is empty" : name(key) + " is not set")
                            + ": give " + what + " in " + name(key) + ", or in a file named by " + name(fileKey));
            return null;
        }
        return new Secret(value);
    }

    /** Returns what is in the file that a setting names; empty when it cannot be read. */
    String content(Settings.Key fileKey) {
        var content = fileContent(fileKey);
        return content == null ? "" : content;
    }

    private String fileContent(Settings.Key fileKey) {
        var file = optional(fileKey);
        try {
            if (Files.size(Path.of(file)) > MAX_FILE_BYTES) {
                reject(fileKey, file, "this file has more than a mebibyte");
                return null;
            }
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            reject(fileKey, file, "this file cannot be read: " + e.getMessage());
            return null;
        }
    }

    /** Reads on or off. */
    boolean isOn(Settings.Key key) {
        var written = required(key, "on or off");
        if (!written.isEmpty() && !written.equals("on") && !written.equals("off")) {
            reject(key, written, "give on or off");
        }
        return written.equals("on");
    }

    int number(Settings.Key key, int least, int most) {
        var written = required(key, "a whole number from " + least + " to " + most);
        try {
            var number = Integer.parseInt(written);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            if (written.isEmpty()) {
                return least;
            }
        }
        reject(key, written, "give a whole number from " + least + " to " + most);
        return least;
    }

    Duration duration(Settings.Key key, Duration least, Duration most) {
        var allowed = most.compareTo(Duration.ofDays(1)) > 0
                ? "give a time such as 90d, from " + least.toDays() + "d to " + most.toDays() + "d"
                : "give a time such as 30s, 5m or PT1M30S, from " + least.toMillis() / 1000.0 + "s to "
                        + most.toMinutes() + "m";
        var written = required(key, "a time such as 30s");
        if (written.isEmpty()) {
            return least;
        }
        try {
            var duration = parse(written);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            reject(key, written, allowed);
            return least;
        }
        reject(key, written, allowed);
        return least;
    }

    private static Duration parse(String written) {
        var simple = SIMPLE_DURATION.matcher(written);
        if (!simple.matches()) {
            return Duration.parse(written.toUpperCase(Locale.ROOT));
        }
        var amount = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Reads an address, without a slash at its end; {@code fallback} stands in where it may be left out. */
    URI httpUrl(Settings.Key key, URI fallback) {
        var written = fallback == null ? required(key, "an address such as https://git.example.org") : optional(key);
        if (written.isEmpty()) {
            return fallback == null ? URI.create("http://unset") : fallback;
        }
        try {
            var url = new URI(written.replaceFirst("/+$", ""));
            var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below, as for every other address that cannot be used
        }
        reject(
                key,
                written.contains("@") ? "" : written,
                "give an http or https address with a host and without account," + " query or fragment");
        return URI.create("http://unset");
    }

    Path path(Settings.Key key, Path fallback) {
        var written = fallback == null ? required(key, "a folder") : optional(key);
        if (written.isEmpty()) {
            return fallback == null ? Path.of("") : fallback;
        }
        try {
            return Path.of(written).toAbsolutePath();
        } catch (InvalidPathException e) {
            reject(key, written, "this is not a path");
            return Path.of("");
        }
    }

    /**
     * Reads where recipes' folders are.
     *
     * @param home has one of its own, for where nothing is written
     */
    RecipeFolders recipeFolders(Path home) {
        var fallback = new RecipeFolders(List.of(home.resolve("recipe-tests")));
        var written = optional(Settings.Key.CCCI_RECIPE_TESTS);
        try {
            return written.isEmpty() ? fallback : RecipeFolders.parse(written);
        } catch (IllegalArgumentException e) {
            reject(Settings.Key.CCCI_RECIPE_TESTS, written, "give folders, with a colon between");
            return fallback;
        }
    }

    /** Makes the folder, and tries to write into it: better now than when the first run is to start. */
    void requireWritable(Settings.Key key, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", ""));
        } catch (IOException e) {
            reject(key, folder.toString(), "this folder cannot be written: " + e);
        }
    }
}
