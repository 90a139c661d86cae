package coop.ccci.sandbox.gitea;

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

    /** The account's password, made up when it is asked for the first time. */
    public String password(Account account) {
        return Secret.kept(folder.resolve(account.login() + ".password"));
    }

    /** The account's access token; empty text before {@link Accounts} has made it. */
    public String token(Account account) {
        try {
            var file = folder.resolve(account.login() + ".token");
            return Files.exists(file) ? Files.readString(file).trim() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What webhooks of the sandbox are signed with. */
    public String webhookSecret() {
        return Secret.kept(folder.resolve("webhook.secret"));
    }

    /** A connection as the account, by its token. */
    public GiteaHttp as(Account account, URI server) {
        return GiteaHttp.withToken(server, token(account));
    }

    /** A connection as the account, by its password. */
    public GiteaHttp byPassword(Account account, URI server) {
        return GiteaHttp.withPassword(server, account.login(), password(account));
    }

    void keepToken(Account account, String token) {
        Secret.write(folder.resolve(account.login() + ".token"), token);
    }
}
