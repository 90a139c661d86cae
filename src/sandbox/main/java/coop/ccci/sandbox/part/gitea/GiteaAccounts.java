package coop.ccci.sandbox.part.gitea;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The accounts, their tokens, and the organisation with its teams. They live and go with Gitea's folder. */
public final class GiteaAccounts implements Part {
    /** The organisation that owns the recipes. */
    public static final String ORGANISATION = "recipe-maintainers";

    private static final String TOKEN = "cc-ci sandbox";

    private final SandboxSettings settings;
    private final GiteaServer server;
    private final Credentials credentials;

    /** Creates the accounts of that server. */
    public GiteaAccounts(SandboxSettings settings, GiteaServer server, Credentials credentials) {
        this.settings = settings;
        this.server = server;
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return "gitea accounts";
    }

    @Override
    public List<Part> needs() {
        return List.of(server);
    }

    @Override
    public PartState inspect() {
        for (SandboxAccount account : SandboxAccount.values()) {
            if (!tokenWorks(account)) {
                return PartState.missing("the access token of " + account.login() + " does not work yet");
            }
            if (account.team().isPresent() && !isMember(account)) {
                return PartState.missing(account.login() + " is not in the organisation yet");
            }
        }
        return PartState.up(String.join(
                ", ",
                Arrays.stream(SandboxAccount.values())
                        .map(SandboxAccount::login)
                        .toList()));
    }

    @Override
    public void up(ProgressReporter reporter) {
        reporter.doing("accounts");
        makeAdmin();
        var admin = credentials.byPassword(SandboxAccount.ADMIN, settings.gitea());
        Arrays.stream(SandboxAccount.values())
                .filter(account -> !account.isAdmin())
                .forEach(account -> makeAccount(admin, account));
        reporter.doing("access tokens");
        Arrays.stream(SandboxAccount.values()).forEach(this::makeToken);
        reporter.doing("organisation and teams");
        new Organisation(admin, ORGANISATION).make();
    }

    @Override
    public String down(ProgressReporter reporter) {
        return "";
    }

    private boolean tokenWorks(SandboxAccount account) {
        var token = credentials.token(account);
        return !token.isEmpty() && GiteaHttp.withToken(settings.gitea(), token).allowed("/user");
    }

    private boolean isMember(SandboxAccount account) {
        return new Organisation(credentials.as(SandboxAccount.ADMIN, settings.gitea()), ORGANISATION)
                .hasMember(account);
    }

    /** The first account can only be made by Gitea's own command line. */
    private void makeAdmin() {
        if (credentials.byPassword(SandboxAccount.ADMIN, settings.gitea()).allowed("/user")) {
            return;
        }
        var password = credentials.password(SandboxAccount.ADMIN);
        if (new GiteaHttp(settings.gitea()).exists("/users/" + SandboxAccount.ADMIN.login())) {
            server.cli(
                    "admin",
                    "user",
                    "change-password",
                    "--username",
                    SandboxAccount.ADMIN.login(),
                    "--password",
                    password,
                    "--must-change-password=false");
        } else {
            server.cli(
                    "admin",
                    "user",
                    "create",
                    "--admin",
                    "--username",
                    SandboxAccount.ADMIN.login(),
                    "--fullname",
                    SandboxAccount.ADMIN.fullName(),
                    "--email",
                    SandboxAccount.ADMIN.email(),
                    "--password",
                    password,
                    "--must-change-password=false");
        }
    }

    private void makeAccount(GiteaHttp admin, SandboxAccount account) {
        if (!admin.exists("/users/" + account.login())) {
            admin.post(
                    "/admin/users",
                    Map.of(
                            "username", account.login(),
                            "full_name", account.fullName(),
                            "email", account.email(),
                            "password", credentials.password(account),
                            "must_change_password", false));
        } else if (!credentials.byPassword(account, settings.gitea()).allowed("/user")) {
            admin.patch(
                    "/admin/users/" + account.login(),
                    Map.of(
                            "login_name",
                            account.login(),
                            "source_id",
                            0,
                            "password",
                            credentials.password(account),
                            "must_change_password",
                            false));
        }
    }

    /** A token's value is told once, when it is made; one whose value is lost is replaced. */
    private void makeToken(SandboxAccount account) {
        if (tokenWorks(account)) {
            return;
        }
        var own = credentials.byPassword(account, settings.gitea());
        var tokens = "/users/" + account.login() + "/tokens";
        own.list(tokens).stream()
                .filter(token -> token.path("name").asText().equals(TOKEN))
                .forEach(token -> own.delete(tokens + "/" + token.path("id").asLong()));
        var made = own.post(tokens, Map.of("name", TOKEN, "scopes", account.scopes()));
        credentials.keepToken(account, made.path("sha1").asText());
    }
}
