package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SecretFile;
import coop.ccci.sandbox.part.drone.OAuthApplication;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.part.traefik.ZoneFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The secrets of a demo's host as files, as they are on a host when they are decrypted: those that Gitea and the zone give, and
 * made-up ones, which stay the same as long as the sandbox does.
 */
record HostSecrets(HostPlace place) {

    /** Makes all of them; Gitea gets to know Drone as an OAuth application. */
    void make() {
        var settings = place.settings();
        var credentials = place.credentials();
        var application = new OAuthApplication(
                credentials.as(SandboxAccount.ADMIN, settings.gitea()),
                "cc-ci demo host",
                place.drone(),
                settings.folder().host().resolve("oauth"));
        application.make();
        write("drone/gitea_client_id", application.id());
        write("drone/gitea_client_secret", application.secret());
        write("gitea/token", credentials.token(SandboxAccount.BOT));
        write("gitea/webhook_secret", credentials.webhookSecret());
        write("wildcard/crt", text(ZoneFiles.chain(settings)));
        write("wildcard/key", text(ZoneFiles.key(settings)));
        madeUp("drone/admin_token");
        madeUp("restic/password");
        write("rendered/drone-runner.env", "DRONE_RPC_SECRET=" + madeUp("drone/rpc_secret") + "\n");
    }

    /** Returns the API token of Drone's administrator. */
    String droneToken() {
        return madeUp("drone/admin_token");
    }

    private String madeUp(String name) {
        return SecretFile.readOrCreate(place.secrets().resolve(name));
    }

    private void write(String name, String value) {
        SecretFile.write(place.secrets().resolve(name), value);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SandboxException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
