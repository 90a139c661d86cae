package coop.ccci.bridge.forge;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.forge.GiteaJson.ChangedPullRequests;
import coop.ccci.bridge.forge.GiteaJson.CommitStatus;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaJson.ForgeRepository;
import coop.ccci.bridge.forge.GiteaJson.Membership;
import coop.ccci.bridge.forge.GiteaJson.PullRequest;
import coop.ccci.bridge.forge.GiteaJson.Timeline;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.contract.Commit;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The client of Gitea's API as far as the bridge uses it, observed on Gitea 1.26. Every method throws {@link ForgeUnavailableException} when
 * asking again later may help, and {@link ForgeRefusedException} when Gitea said no.
 */
public final class Gitea {
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    /** Of an organisation that was renamed; who is no member himself is sent to its public members by 303. */
    private static final Set<Integer> HAS_MOVED = Set.of(301, 307, 308);

    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,254}");

    private final String forge;
    private final URI url;
    private final RestRequest.Transport transport;
    private final ForgeHealth health;
    private final UnaryOperator<Repository> names;
    private final AtomicBoolean hasRedirected;
    private volatile Account bot;

    /**
     * Sends over that transport, and notes in the health what the answers mean for an operator.
     *
     * @param forge the forge's key
     * @param url its address, without a slash at its end
     * @param names returns what the forge calls a repository, of what the ledger calls it
     */
    public Gitea(
            String forge,
            URI url,
            RestRequest.Transport transport,
            ForgeHealth health,
            UnaryOperator<Repository> names) {
        this(forge, url, transport, health, names, new AtomicBoolean());
    }

    private Gitea(
            String forge,
            URI url,
            RestRequest.Transport transport,
            ForgeHealth health,
            UnaryOperator<Repository> names,
            AtomicBoolean hasRedirected) {
        this.forge = forge;
        this.url = url;
        this.transport = transport;
        this.health = health;
        this.names = names;
        this.hasRedirected = hasRedirected;
    }

    /** Returns a client of the same Gitea over another transport. */
    public Gitea over(RestRequest.Transport other) {
        return new Gitea(forge, url, other, health, names, hasRedirected);
    }

    /** Returns the forge's key. */
    public String forge() {
        return forge;
    }

    /** Returns the health of the forge, in which it notes what it learns. */
    public ForgeHealth health() {
        return health;
    }

    /** Returns from where a repository is cloned. */
    URI cloneAddress(Repository repository) {
        return URI.create(url + "/" + names.apply(repository) + ".git");
    }

    /** Returns the account whose token the bridge has. */
    public Account bot() {
        var known = bot;
        if (known == null) {
            known = GiteaJson.account(ask(RestRequest.get("/user")).body());
            bot = known;
        }
        return known;
    }

    /** Returns the account of that name; empty when there is none, or when no account can have it. */
    public Optional<Account> account(String login) {
        if (!LOGIN.matcher(login).matches()) {
            return Optional.empty();
        }
        return ifFound(RestRequest.get("/users/" + login)).map(answer -> GiteaJson.account(answer.body()));
    }

    /** Returns a repository by its number, whatever it is called; empty when it is gone, or not for the bot to see. */
    public Optional<ForgeRepository> repository(long id) {
        return repository(RestRequest.get("/repositories/" + id));
    }

    /** Returns the repository that has this name; empty when none has, or one had it before and has another now. */
    public Optional<ForgeRepository> repository(Repository name) {
        return repository(RestRequest.get("/repos/" + name));
    }

    private Optional<ForgeRepository> repository(RestRequest request) {
        var answer = send(request);
        return answer.status() == NOT_FOUND || isRedirect(answer)
                ? Optional.empty()
                : Optional.of(repository(successful(request, answer).body()));
    }

    ForgeRepository repository(JsonNode item) {
        return GiteaJson.repository(item).on(forge);
    }

    /** Returns whether Gitea has had another name for a repository since this was asked last. */
    public boolean hasRedirected() {
        return hasRedirected.getAndSet(false);
    }

    String path(Repository repository) {
        return "/repos/" + names.apply(repository);
    }

    private static String members(Repository repository, Account account) {
        return "/orgs/" + repository.owner() + "/members/" + account.login();
    }

    /** Returns whether an account is in the organisation of a repository; only a plain yes is one. */
    public Membership membership(Repository repository, Account account) {
        var answer = send(RestRequest.get(members(repository, account)));
        if (HAS_MOVED.contains(answer.status())) {
            hasRedirected.set(true);
            answer = send(RestRequest.get(members(names.apply(repository), account)));
        }
        if (answer.status() == NO_CONTENT) {
            return Membership.MEMBER;
        }
        return isRedirect(answer) ? Membership.UNKNOWABLE : Membership.STRANGER;
    }

    /**
     * Returns the pull requests of all repositories that changed since then, closed ones too; one request as long as little
     * happens.
     */
    public ChangedPullRequests changedSince(Instant since) {
        return new GiteaPullRequests(this).changedSince(since);
    }

    /** Returns the comments and reviews of a pull request that were written or changed since then, oldest first. */
    public List<ForgeComment> writtenSince(Repository repository, int pullRequest, Instant since) {
        return pages(repository, pullRequest).since(since).stream()
                .flatMap(entry -> GiteaJson.written(entry).stream())
                .toList();
    }

    /** Returns the number of a comment of the bot itself since then that begins with a marker. */
    public Optional<Long> ownComment(Repository repository, int pullRequest, Instant since, String marker) {
        return new GiteaPullRequests(this)
                .ownComment(repository, pullRequest, since, marker)
                .map(ForgeComment::id);
    }

    /** Returns one comment, or the text of a review; empty when it is gone. */
    public Optional<ForgeComment> comment(Repository repository, int pullRequest, long id) {
        // Asked for as a comment, a review is there and has no content.
        return ifFound(RestRequest.get(path(repository) + "/issues/comments/" + id))
                .flatMap(answer -> answer.status() == NO_CONTENT
                        ? pages(repository, pullRequest).find(id).flatMap(GiteaJson::written)
                        : Optional.of(GiteaJson.comment(answer.body())));
    }

    /** Returns one pull request; empty when it is gone. */
    public Optional<PullRequest> pullRequest(Repository repository, int number) {
        return ifFound(RestRequest.get(path(repository) + "/pulls/" + number))
                .map(answer -> GiteaJson.pullRequest(answer.body()));
    }

    /**
     * Returns what happened on a pull request since a comment, and before it as much as tells what its author saw.
     *
     * @param comment the comment's number
     */
    public Timeline timelineSince(Repository repository, int number, long comment) {
        var end = pages(repository, number).since(comment);
        return new Timeline(end.entries().stream().map(GiteaJson::timelineEntry).toList(), end.readAt(), end.isWhole());
    }

    TimelinePages pages(Repository repository, int number) {
        return new TimelinePages(
                request -> successful(request, sendAny(request)), path(repository) + "/issues/" + number + "/timeline");
    }

    /** Writes a comment and returns its number. */
    public long write(Repository repository, int pullRequest, String body) {
        var path = path(repository) + "/issues/" + pullRequest + "/comments";
        return ask(RestRequest.post(path, Map.of("body", body)))
                .body()
                .path("id")
                .asLong();
    }

    /**
     * Changes one of the bot's comments.
     *
     * @return false when it is gone
     */
    public boolean rewrite(Repository repository, long comment, String body) {
        return ifFound(RestRequest.patch(path(repository) + "/issues/comments/" + comment, Map.of("body", body)))
                .isPresent();
    }

    /** Adds the bot's reaction to a comment; adding it again changes nothing. */
    public void react(Repository repository, long comment, String reaction) {
        ask(RestRequest.post(
                path(repository) + "/issues/comments/" + comment + "/reactions", Map.of("content", reaction)));
    }

    /** Sets the status of a commit. */
    public void setStatus(Repository repository, Commit commit, CommitStatus status) {
        ask(RestRequest.post(path(repository) + "/statuses/" + commit, status.form()));
    }

    Optional<RestResponse> ifFound(RestRequest request) {
        var answer = send(request);
        return answer.status() == NOT_FOUND ? Optional.empty() : Optional.of(successful(request, answer));
    }

    RestResponse ask(RestRequest request) {
        return successful(request, send(request));
    }

    private static boolean isRedirect(RestResponse answer) {
        return answer.status() >= 300 && answer.status() < 400;
    }

    RestResponse successful(RestRequest request, RestResponse answer) {
        if (isRedirect(answer) && request.path().startsWith("/repos/")) {
            hasRedirected.set(true);
            throw new ForgeUnavailableException(
                    "Gitea has another name for the repository of " + request + ", and is asked for it");
        }
        if (!answer.isSuccess()) {
            var refused = new ForgeRefusedException(request, answer);
            health.refused(request, refused);
            throw refused;
        }
        return answer;
    }

    private RestResponse send(RestRequest request) {
        var answer = sendAny(request);
        if (answer.isTooLong()) {
            throw new ForgeUnavailableException(
                    "Gitea's answer to " + request + " is longer than " + RestResponse.MAX_BYTES + " bytes");
        }
        return answer;
    }

    RestResponse sendAny(RestRequest request) {
        try {
            var answer = transport.send(request);
            health.answered(request, answer);
            return answer;
        } catch (ForgeUnavailableException e) {
            health.silent(e);
            throw e;
        }
    }
}
