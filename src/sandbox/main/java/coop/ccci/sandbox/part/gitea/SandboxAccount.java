package coop.ccci.sandbox.part.gitea;

import java.util.List;
import java.util.Optional;

/** The people of the sandbox's Gitea, and what their access tokens may do. */
public enum SandboxAccount {
    /** Runs the server. */
    ADMIN("root-admin", "Root Admin", "all", Optional.empty()),

    /** What the bridge acts as: it reads, comments, reacts and sets statuses. */
    BOT("cc-ci-bot", "cc-ci bot", "write:issue,write:repository,read:organization,read:user", Optional.of("bots")),

    /** A member of the organisation. */
    MAYA("maya", "Maya Maintainer", "write:issue,write:repository,read:user", Optional.of("maintainers")),

    /** Somebody else. */
    NILS("nils", "Nils Newcomer", "write:issue,write:repository,read:user", Optional.empty());

    private final String login;
    private final String fullName;
    private final String scopes;
    private final Optional<String> team;

    SandboxAccount(String login, String fullName, String scopes, Optional<String> team) {
        this.login = login;
        this.fullName = fullName;
        this.scopes = scopes;
        this.team = team;
    }

    /** Returns the account with that login. */
    public static Optional<SandboxAccount> of(String login) {
        return List.of(values()).stream()
                .filter(account -> account.login.equals(login))
                .findFirst();
    }

    /** Returns the name to log in with, and to mention. */
    public String login() {
        return login;
    }

    /** Returns the name that commits carry. */
    public String fullName() {
        return fullName;
    }

    /** Returns an address that no mail reaches. */
    public String email() {
        return login + "@ci.localhost";
    }

    List<String> scopes() {
        return List.of(scopes.split(",", -1));
    }

    Optional<String> team() {
        return team;
    }

    boolean isAdmin() {
        return this == ADMIN;
    }
}
