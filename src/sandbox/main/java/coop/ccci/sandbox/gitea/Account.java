package coop.ccci.sandbox.gitea;

import java.util.List;
import java.util.Optional;

/** The people of the sandbox's Gitea, and what their access tokens may do. */
public enum Account {
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

    Account(String login, String fullName, String scopes, Optional<String> team) {
        this.login = login;
        this.fullName = fullName;
        this.scopes = scopes;
        this.team = team;
    }

    /** The account with that login. */
    public static Optional<Account> of(String login) {
        return List.of(values()).stream()
                .filter(account -> account.login.equals(login))
                .findFirst();
    }

    /** The name to log in with, and to mention. */
    public String login() {
        return login;
    }

    /** The name that commits carry. */
    public String fullName() {
        return fullName;
    }

    /** An address that no mail reaches. */
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
