package coop.ccci.bridge.config;

import coop.ccci.bridge.config.Configuration.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the secrets that somebody else sends, and that he must not be able to guess. */
final class SharedSecrets {
    /** Whoever has a delivery can try secrets on it without asking anybody; this many characters are not guessed. */
    private static final int MIN_LENGTH = 16;

    private final SettingReader values;

    SharedSecrets(SettingReader values) {
        this.values = values;
    }

    /** Returns the secrets of which any may have signed a delivery, the present one first. */
    List<Secret> webhook() {
        var hint = "; the one before belongs into " + values.name(Settings.Key.WEBHOOK_SECRET_PREVIOUS);
        var present = read(Settings.Key.WEBHOOK_SECRET, Settings.Key.WEBHOOK_SECRET_FILE, "the webhook's secret", hint);
        var previous = read(
                Settings.Key.WEBHOOK_SECRET_PREVIOUS,
                Settings.Key.WEBHOOK_SECRET_PREVIOUS_FILE,
                "the secret that the webhook had before",
                hint);
        if (present.isEmpty() && previous.isPresent()) {
            values.reject(
                    Settings.Key.WEBHOOK_SECRET,
                    "",
                    values.name(Settings.Key.WEBHOOK_SECRET_PREVIOUS)
                            + " is set without it; give the webhook's present secret here");
        }
        return Stream.concat(present.stream(), previous.stream()).toList();
    }

    /** Returns the operator's token; empty when none is set. */
    Optional<Secret> adminToken() {
        return read(Settings.Key.CCCI_ADMIN_TOKEN, Settings.Key.CCCI_ADMIN_TOKEN_FILE, "the operator's token", "");
    }

    /** Returns what signs the messages to the operator's webhook; empty when none is set. */
    Optional<Secret> levelWebhook() {
        return read(
                Settings.Key.CCCI_LEVEL_WEBHOOK_SECRET,
                Settings.Key.CCCI_LEVEL_WEBHOOK_SECRET_FILE,
                "what signs the messages",
                "");
    }

    private Optional<Secret> read(Settings.Key key, Settings.Key fileKey, String what, String hint) {
        if (!values.isWritten(key) && !values.isWritten(fileKey)) {
            return Optional.empty();
        }
        var secret = Optional.ofNullable(values.secret(key, fileKey, what));
        var named = values.isWritten(fileKey) ? fileKey : key;
        secret.map(Secret::value).ifPresent(value -> {
            if (value.chars().anyMatch(Character::isWhitespace)) {
                values.reject(named, "", what + " has no blanks" + hint);
            } else if (value.length() < MIN_LENGTH) {
                values.reject(
                        named, "", "give at least " + MIN_LENGTH + " characters, for example of: openssl rand -hex 32");
            }
        });
        return secret;
    }
}
