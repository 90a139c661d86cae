package coop.ccci.bridge.forge;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Settings;
import coop.ccci.bridge.http.CamelTransport;

/** What a transport must know of a configured Gitea. */
public final class GiteaConnection {
    private GiteaConnection() {}

    /** Returns it, by which requests go over the forge's own routes. */
    public static CamelTransport.Api of(Configuration.Forge forge) {
        return new CamelTransport.Api(
                forge.title(),
                "direct:" + forge.key() + "-request",
                forge.url(),
                forge.setting(Settings.Key.GITEA_URL),
                "/api/v1",
                "token " + forge.token().value(),
                "the minute's requests (" + forge.setting(Settings.Key.GITEA_REQUESTS_PER_MINUTE) + ")",
                forge.requestsPerMinute(),
                response -> false,
                ForgeUnavailableException.class,
                ForgeUnavailableException::new);
    }
}
