package coop.ccci.bridge.fake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody with an account: a person, a bot, or an organisation as the owner of repositories. */
public final class FakeAccount {
    private final FakeGitea gitea;
    private final long id;
    private final Set<String> earlierLogins = ConcurrentHashMap.newKeySet();
    private volatile String login;
    private volatile boolean siteAdmin;

    FakeAccount(FakeGitea gitea, long id, String login) {
        this.gitea = gitea;
        this.id = id;
        this.login = login;
    }

    /** The number that stays when the name changes. */
    public long id() {
        return id;
    }

    /** The name that people write. */
    public String login() {
        return login;
    }

    /** Makes the account an administrator of the whole forge. */
    public FakeAccount siteAdmin() {
        siteAdmin = true;
        return this;
    }

    boolean wasCalled(String earlier) {
        return earlierLogins.contains(earlier);
    }

    boolean isSiteAdmin() {
        return siteAdmin;
    }

    /** Gives the account another name; its number stays. */
    public FakeAccount renamedTo(String newLogin) {
        earlierLogins.add(login);
        login = newLogin;
        return this;
    }

    /** A token of this account that may do everything the account may. */
    public String token() {
        return token("write:organization", "write:issue", "write:repository", "write:user");
    }

    /**
     * A token of this account with the given scopes only, for example {@code read:organization}.
     *
     * @return what goes into {@code Authorization: token …}
     */
    public String token(String... scopes) {
        return gitea.state().newToken(this, Set.of(scopes));
    }
}
