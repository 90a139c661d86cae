package coop.ccci.bridge.config;

/** The settings, each by the name of its environment variable; {@code application.properties} explains them. */
public enum Key {
    CCCI_CONFIG,
    GITEA_URL,
    GITEA_TOKEN,
    GITEA_TOKEN_FILE,
    GITEA_REQUESTS_PER_MINUTE,
    POLL_REPOS,
    POLL_INTERVAL,
    ALLOWLIST,
    WEBHOOK_SECRET,
    WEBHOOK_SECRET_FILE,
    CCCI_HOME,
    CCCI_RECIPE_TESTS,
    CCCI_ENGINE,
    CCCI_ENGINE_COMMAND,
    CCCI_RUNS_DIR,
    CCCI_CAPACITY,
    CCCI_DEADLINE,
    CCCI_LEDGER_URL,
    CCCI_LEDGER_USER,
    CCCI_LEDGER_PASSWORD,
    CCCI_LEDGER_PASSWORD_FILE,
    CCCI_PUBLIC_URL,
    CCCI_EDIT_INTERVAL,
    CCCI_HTTP_HOST,
    CCCI_HTTP_PORT,
    CCCI_MANAGEMENT_PORT
}
