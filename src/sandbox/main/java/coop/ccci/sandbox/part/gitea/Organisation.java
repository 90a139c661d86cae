package coop.ccci.sandbox.part.gitea;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An organisation with a team for its people and one for the bot; the people are those accounts that have a team.
 *
 * @param admin who makes it
 * @param name as in addresses
 */
public record Organisation(GiteaHttp admin, String name) {
    private static final List<String> UNITS = List.of("repo.code", "repo.issues", "repo.pulls");

    /** Makes what is missing of it. */
    public void make() {
        if (!admin.exists("/orgs/" + name)) {
            admin.post("/orgs", Map.of("username", name, "full_name", name, "visibility", "public"));
        }
        Arrays.stream(SandboxAccount.values())
                .filter(account -> account.team().isPresent())
                .forEach(account -> join(account, account.team().get()));
    }

    /** Forks a repository into it: with its branches and tags, and without its pull requests. */
    public GiteaApi.RepositoryName fork(GiteaApi.RepositoryName origin) {
        admin.post("/repos/" + origin + "/forks", Map.of("organization", name));
        return new GiteaApi.RepositoryName(name, origin.name());
    }

    /** Removes it and its repositories. */
    public void remove() {
        admin.list("/orgs/" + name + "/repos")
                .forEach(repository ->
                        admin.delete("/repos/" + repository.path("full_name").asText()));
        admin.delete("/orgs/" + name);
    }

    boolean hasMember(SandboxAccount account) {
        return admin.exists("/orgs/" + name + "/members/" + account.login());
    }

    private void join(SandboxAccount account, String team) {
        var id = teamId(team).orElseGet(() -> admin.post(
                        "/orgs/" + name + "/teams",
                        Map.of("name", team, "permission", "write", "includes_all_repositories", true, "units", UNITS))
                .path("id")
                .asLong());
        admin.put("/teams/" + id + "/members/" + account.login());
    }

    private Optional<Long> teamId(String team) {
        return admin.list("/orgs/" + name + "/teams").stream()
                .filter(each -> each.path("name").asText().equals(team))
                .map(each -> each.path("id").asLong())
                .findFirst();
    }
}
