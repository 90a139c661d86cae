import coop.ccci.app.App;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Somebody with an account, made on Gitea's own command line. */
record Account(String name, String password) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Account make(App app, String name) {
        var bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        var password = "Pw-" + HexFormat.of().formatHex(bytes);
        app.service()
                .run(
                        "gitea", "--config", "/etc/gitea/app.ini", "admin", "user", "create",
                        "--username", name, "--email", name + "@example.com",
                        "--password", password, "--must-change-password=false");
        return new Account(name, password);
    }
}
