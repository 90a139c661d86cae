package coop.ccci.bridge.fake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An organisation and its members. */
public final class FakeOrganisation {
    private final FakeGitea gitea;
    private final FakeAccount account;
    private final Set<Long> members = ConcurrentHashMap.newKeySet();

    FakeOrganisation(FakeGitea gitea, FakeAccount account) {
        this.gitea = gitea;
        this.account = account;
    }

    FakeAccount account() {
        return account;
    }

    /** Takes an account in; it is created when there is none of that name. */
    public FakeOrganisation member(String login) {
        members.add(gitea.user(login).id());
        return this;
    }

    /** Puts an account out. */
    public FakeOrganisation without(String login) {
        members.remove(gitea.user(login).id());
        return this;
    }

    boolean has(FakeAccount somebody) {
        return members.contains(somebody.id());
    }
}
