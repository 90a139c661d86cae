package coop.ccci.bridge.config;

import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Retention;
import java.time.Duration;
import java.util.Map;

/** The settings of the ledger, which the commands about it need alone. */
public final class LedgerSettings {
    /** A comment is decided within a day, and who asks again within some: what is younger is never forgotten. */
    private static final Duration MIN_AGE = Duration.ofDays(7);

    private static final Duration MAX_AGE = Duration.ofDays(3650);
    private static final int MIN_RUNS = 100;
    private static final int MAX_RUNS = 10_000_000;

    private LedgerSettings() {}

    /**
     * Reads where the ledger is.
     *
     * @param environment the process's environment
     * @throws ConfigurationReader.ConfigurationException with one sentence for each value that is missing or wrong
     */
    public static LedgerUrl read(Map<String, String> environment) {
        var values = new SettingReader(Settings.of(environment));
        var place = place(values);
        values.throwIfInvalid();
        return place;
    }

    static LedgerUrl place(SettingReader values) {
        var url = values.required(
                Settings.Key.CCCI_LEDGER_URL, "a JDBC address, for example jdbc:h2:file:/var/lib/cc-ci/ledger");
        if (!url.isEmpty() && !url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            values.reject(Settings.Key.CCCI_LEDGER_URL, "", "it must begin with jdbc:h2: or jdbc:postgresql:");
        }
        var password = values.isWritten(Settings.Key.CCCI_LEDGER_PASSWORD)
                        || values.isWritten(Settings.Key.CCCI_LEDGER_PASSWORD_FILE)
                ? values.secret(
                        Settings.Key.CCCI_LEDGER_PASSWORD,
                        Settings.Key.CCCI_LEDGER_PASSWORD_FILE,
                        "the ledger account's password")
                : new Secret("");
        return new LedgerUrl(
                url, values.optional(Settings.Key.CCCI_LEDGER_USER), password == null ? "" : password.value());
    }

    static Retention.Limits retention(SettingReader values) {
        return new Retention.Limits(
                values.duration(Settings.Key.CCCI_LEDGER_KEEP, MIN_AGE, MAX_AGE),
                values.number(Settings.Key.CCCI_LEDGER_RUNS, MIN_RUNS, MAX_RUNS));
    }
}
