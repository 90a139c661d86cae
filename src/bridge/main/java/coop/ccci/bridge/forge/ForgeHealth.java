package coop.ccci.bridge.forge;

import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The health of the forge as the bridge sees it: what an operator should know, and do something about. */
public final class ForgeHealth {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MAX_REJECTIONS = 20;

    private final UnaryOperator<String> settings;
    private final AtomicReference<Optional<String>> silence =
            new AtomicReference<>(Optional.of("Gitea has not answered yet"));
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final Map<String, String> rejections = new ConcurrentSkipListMap<>();
    private final Set<String> closedOrganisations = new ConcurrentSkipListSet<>();
    private final Set<String> withoutStatus = new ConcurrentSkipListSet<>();
    private final Map<String, String> elsewhere = new ConcurrentSkipListMap<>();
    private final Map<String, String> changedHands = new ConcurrentSkipListMap<>();
    private final AtomicReference<List<String>> unreadable = new AtomicReference<>(List.of());

    /** The health of the first forge. */
    public ForgeHealth() {
        this(UnaryOperator.identity());
    }

    /**
     * The health of a forge.
     *
     * @param settings returns what a setting of the first forge is called for this one
     */
    public ForgeHealth(UnaryOperator<String> settings) {
        this.settings = settings;
    }

    void answered(RestRequest request, RestResponse answer) {
        silence.set(Optional.empty());
        isAway.set(false);
        if (answer.isSuccess()) {
            rejections.remove(kind(request));
        }
    }

    /** Notes a refusal. Only what keeps the bridge from reading counts; what it cannot write is logged by the writer. */
    void refused(RestRequest request, ForgeRefusedException problem) {
        if (problem.status() == UNAUTHORIZED) {
            rejections.put(
                    kind(request),
                    "Gitea does not take " + settings.apply("GITEA_TOKEN")
                            + ": give a token of the bot's account that is valid");
        } else if (problem.status() == FORBIDDEN && request.isRead() && rejections.size() < MAX_REJECTIONS) {
            rejections.put(kind(request), "the bot's token or account lacks a right: " + problem.getMessage());
        }
    }

    private static String kind(RestRequest request) {
        return request.toString().replaceAll("\\d+", "n").replaceAll("/[0-9a-fn]{40}", "/commit");
    }

    void silent(ForgeUnavailableException problem) {
        silence.set(Optional.of(String.valueOf(problem.getMessage())));
        if (!CamelTransport.isOwnLimit(problem)) {
            isAway.set(true);
        }
    }

    /** Returns whether the last thing that was asked got no answer; what a limit of our own kept from being asked does not count. */
    public boolean isSilent() {
        return isAway.get();
    }

    /** Notes that the bot cannot see who is in an organisation, so nobody can be admitted there. */
    public void cannotSeeMembers(String organisation) {
        closedOrganisations.add(organisation);
    }

    /** Notes that the bot can see who is in an organisation. */
    public void canSeeMembers(String organisation) {
        closedOrganisations.remove(organisation);
    }

    /** Notes that the bot may not set commit statuses in a repository. */
    public void cannotSetStatus(Repository repository) {
        withoutStatus.add(repository.toString());
    }

    /** Notes that the bot may set commit statuses in a repository. */
    public void canSetStatus(Repository repository) {
        withoutStatus.remove(repository.toString());
    }

    /** Forgets what was noted of repositories that are watched no more. */
    public void watchesOnly(Set<Repository> names) {
        elsewhere.keySet().retainAll(names.stream().map(Repository::toString).toList());
    }

    /** Notes that a watched repository is called as the setting says. */
    public void isInPlace(Repository name) {
        elsewhere.remove(name.toString());
    }

    /** Notes that a watched repository has another name now, under which the bridge goes on. */
    public void hasMoved(Repository name, Repository current) {
        elsewhere.put(
                name.toString(),
                name + " is called " + current + " now, and is watched there: write that in "
                        + settings.apply("POLL_REPOS") + " instead");
    }

    /** Notes that there is no repository of that name, or that the bot does not see it. */
    public void isGone(Repository name) {
        elsewhere.put(
                name.toString(),
                name + " is not there, or the bot cannot see it: correct " + settings.apply("POLL_REPOS")
                        + ", or let the bot read it");
    }

    /** Notes that a name in the settings leads to another account than when it was first looked up. */
    public void hasChangedHands(String login, long before, long now) {
        changedHands.put(
                login,
                settings.apply("ALLOWLIST") + " or " + settings.apply("BOTS") + " names " + login
                        + ", which was account " + before + " and is account " + now
                        + " now: it gives that one no right; take the name out, or start once without it and write it anew");
    }

    /** Notes which pull requests cannot be read, each with the reason. */
    public void areUnreadable(List<String> pullRequests) {
        unreadable.set(List.copyOf(pullRequests));
    }

    /** Returns what keeps the bridge from working, one sentence each; empty when nothing does. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        silence.get().ifPresent(problems::add);
        rejections.values().stream().distinct().forEach(problems::add);
        closedOrganisations.forEach(organisation -> problems.add("the bot is not in the organisation " + organisation
                + " and cannot see its members: add it; nothing is admitted there until then"));
        return List.copyOf(problems);
    }

    /** Returns {@link #problems()}, and adds the remarks as a detail, for health checks. */
    public List<String> problems(BiConsumer<String, Object> detail) {
        if (!remarks().isEmpty()) {
            detail.accept("remarks", String.join("; ", remarks()));
        }
        return problems();
    }

    /** Returns what works less well than it could, one sentence each. */
    public List<String> remarks() {
        var withoutStatuses = withoutStatus.stream()
                .map(repository -> "the bot may not set commit statuses in " + repository
                        + ": give it write access there to have them");
        var unread = unreadable.get().stream()
                .limit(MAX_REJECTIONS)
                .map(each -> "the comments of " + each + "; tried again at least every ten minutes");
        return Stream.of(elsewhere.values().stream(), withoutStatuses, changedHands.values().stream(), unread)
                .flatMap(each -> each)
                .toList();
    }
}
