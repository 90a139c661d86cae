package coop.ccci.sandbox.part.gitea;

import coop.ccci.sandbox.config.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The passwords and access tokens of the sandbox's accounts, each in a file that only the owner of the sandbox reads.
 *
 * @param folder where the files are
 */
public record Credentials(Path folder) {

    /** Returns the account's password, made up when it is asked for the first time. */
    public String password(SandboxAccount account) {
        return SecretFile.readOrCreate(folder.resolve(account.login() + ".password"));
    }

    /** Returns the account's access token; empty text before {@link GiteaAccounts} has made it. */
    public String token(SandboxAccount account) {
        try {
            var file = folder.resolve(account.login() + ".token");
            return Files.exists(file) ? Files.readString(file).trim() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what webhooks of the sandbox are signed with. */
    public String webhookSecret() {
        return SecretFile.readOrCreate(folder.resolve("webhook.secret"));
    }

    /** Returns a connection as the account, by its token. */
    public GiteaHttp as(SandboxAccount account, URI server) {
        return GiteaHttp.withToken(server, token(account));
    }

    /** Returns a connection as the account, by its password. */
    public GiteaHttp byPassword(SandboxAccount account, URI server) {
        return GiteaHttp.withPassword(server, account.login(), password(account));
    }

    void keepToken(SandboxAccount account, String token) {
        SecretFile.write(folder.resolve(account.login() + ".token"), token);
    }
}
