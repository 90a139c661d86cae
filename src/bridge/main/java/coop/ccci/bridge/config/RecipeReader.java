package coop.ccci.bridge.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Reads what asks for tests of recipes themselves, and who is told of them. */
final class RecipeReader {
    private static final Duration MAX_SPREAD = Duration.ofDays(7);

    private final SettingReader values;

    RecipeReader(SettingReader values) {
        this.values = values;
    }

    Configuration.Recipes read() {
        return new Configuration.Recipes(
                sweep(),
                values.isOn(Settings.Key.CCCI_TEST_MERGES),
                values.isOn(Settings.Key.CCCI_TEST_VERSIONS),
                new Configuration.LevelNews(
                        values.isOn(Settings.Key.CCCI_LEVEL_ISSUES),
                        webhook(),
                        new SharedSecrets(values).levelWebhook()));
    }

    private Optional<SweepSchedule> sweep() {
        var spread = values.duration(Settings.Key.SWEEP_SPREAD, Duration.ZERO, MAX_SPREAD);
        var written = values.optional(Settings.Key.SWEEP);
        try {
            return written.isEmpty() ? Optional.empty() : Optional.of(SweepSchedule.parse(written, spread));
        } catch (IllegalArgumentException e) {
            values.reject(Settings.Key.SWEEP, written, e.getMessage());
            return Optional.empty();
        }
    }

    /** Such an address often has a secret in its path or query, so it is not shown. */
    private Optional<URI> webhook() {
        var written = values.optional(Settings.Key.CCCI_LEVEL_WEBHOOK);
        try {
            var url = URI.create(written);
            var isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (written.isEmpty()) {
                return Optional.empty();
            }
            if (isHttp && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // told below, as for every other address that cannot be used
        }
        values.reject(
                Settings.Key.CCCI_LEVEL_WEBHOOK, "", "give an http or https address with a host and without account");
        return Optional.empty();
    }
}
