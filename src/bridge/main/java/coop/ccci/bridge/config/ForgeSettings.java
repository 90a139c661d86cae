package coop.ccci.bridge.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The settings that each forge has: of the first under their names, of the others with the forge's name behind. */
final class ForgeSettings {
    private static final Set<Settings.Key> OF_EACH = Collections.unmodifiableSet(EnumSet.of(
            Settings.Key.GITEA_URL,
            Settings.Key.GITEA_TOKEN,
            Settings.Key.GITEA_TOKEN_FILE,
            Settings.Key.GITEA_REQUESTS_PER_MINUTE,
            Settings.Key.POLL_REPOS,
            Settings.Key.POLL_REPOS_FILE,
            Settings.Key.ALLOWLIST,
            Settings.Key.BOTS,
            Settings.Key.WEBHOOK_SECRET,
            Settings.Key.WEBHOOK_SECRET_FILE,
            Settings.Key.WEBHOOK_SECRET_PREVIOUS,
            Settings.Key.WEBHOOK_SECRET_PREVIOUS_FILE));

    /** What a forge may be called: behind the name of a setting, it makes the name of no other setting. */
    private static final Pattern NAME = Pattern.compile("(?!file$|previous$)[a-z][a-z0-9]{0,19}");

    private ForgeSettings() {}

    /** Returns the names of the further forges, of which any may be one that no forge can have. */
    static List<String> names(String written) {
        return written == null || written.isBlank()
                ? List.of()
                : List.of(written.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
    }

    /** Returns whether a forge may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns what a setting is called for a forge; the first has no name. */
    static String nameOf(Settings.Key key, String forge) {
        return forge.isEmpty() || !OF_EACH.contains(key)
                ? key.name()
                : key.name() + "_" + forge.toUpperCase(Locale.ROOT);
    }

    /** Returns whether one of these forges has a setting of that name. */
    static boolean isKnown(String setting, List<String> forges) {
        return forges.stream()
                .flatMap(forge -> OF_EACH.stream().map(key -> nameOf(key, forge)))
                .anyMatch(setting::equals);
    }

    /** Returns what a place has of the settings of these forges. */
    static Map<String, String> of(List<String> forges, UnaryOperator<String> place) {
        var known = new LinkedHashMap<String, String>();
        for (var forge : forges) {
            for (var key : OF_EACH) {
                Optional.ofNullable(place.apply(nameOf(key, forge)))
                        .ifPresent(value -> known.put(nameOf(key, forge), value));
            }
        }
        return known;
    }

    /** Returns all settings as a forge has them: what is its own is not that of the first one where it is not set. */
    static Map<String, String> as(String forge, Map<String, String> values, Map<String, String> standard) {
        var own = new LinkedHashMap<>(values);
        for (var key : OF_EACH) {
            own.remove(key.name());
            Optional.ofNullable(values.get(nameOf(key, forge)))
                    .or(() -> Optional.ofNullable(standard.get(key.name())))
                    .ifPresent(value -> own.put(key.name(), value));
        }
        return own;
    }
}
