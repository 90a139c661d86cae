package coop.ccci.bridge.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.contract.Commit;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What Gitea's API speaks of, as far as the bridge uses it, and how its JSON is read. */
public final class GiteaJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WRITTEN = Set.of("comment", "review");
    private static final Pattern BRANCH = Pattern.compile("[^\\p{Cntrl}\\s-][^\\p{Cntrl}\\s]{0,254}");
    private static final Pattern PULL_NUMBER = Pattern.compile("/pulls/(\\d{1,9})$");

    private GiteaJson() {}

    /** Returns a time as Gitea takes it: RFC 3339, in seconds. */
    static String time(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    static <T> List<T> list(RestResponse answer, Function<JsonNode, T> shape) {
        var items = new ArrayList<T>();
        answer.body().forEach(item -> items.add(shape.apply(item)));
        return List.copyOf(items);
    }

    static Account account(JsonNode json) {
        return new Account(json.path("id").asLong(), json.path("login").asText());
    }

    /** Returns what somebody wrote as a comment or as the text of a review; a comment on a line of code is neither. */
    static Optional<ForgeComment> written(JsonNode timelineEntry) {
        return Optional.of(timelineEntry)
                .filter(entry -> WRITTEN.contains(entry.path("type").asText()))
                .map(GiteaJson::comment);
    }

    static ForgeComment comment(JsonNode json) {
        var pull = PULL_NUMBER.matcher(json.path("pull_request_url").asText(""));
        return new ForgeComment(
                json.path("id").asLong(),
                account(json.path("user")),
                json.path("body").asText(""),
                pull.find() ? Optional.of(Integer.valueOf(pull.group(1))) : Optional.empty(),
                instant(json.path("created_at")),
                instant(json.path("updated_at")));
    }

    static PullRequest pullRequest(JsonNode json) {
        try {
            return new PullRequest(
                    json.path("number").asInt(),
                    json.path("state").asText().equals("open"),
                    new Commit(json.path("head").path("sha").asText()),
                    branch(json.path("base").path("ref").asText("")));
        } catch (IllegalArgumentException e) {
            throw new ForgeUnavailableException("Gitea does not know the head of pull request "
                    + json.path("number").asInt() + " yet");
        }
    }

    /** Returns the name of a branch; empty for what can be none. */
    static Optional<String> branch(String name) {
        return Optional.of(name).filter(BRANCH.asMatchPredicate());
    }

    static ForgeRepository repository(JsonNode json) {
        try {
            return new ForgeRepository(
                    json.path("id").asLong(),
                    Repository.parse(json.path("full_name").asText()));
        } catch (IllegalArgumentException e) {
            throw new ForgeUnavailableException("Gitea names a repository that can be none: " + e.getMessage());
        }
    }

    static Optional<PullRequestRef> place(JsonNode json) {
        try {
            return Optional.of(new PullRequestRef(
                    repository(json.path("repository")), json.path("number").asInt()));
        } catch (IllegalArgumentException | ForgeUnavailableException e) {
            return Optional.empty();
        }
    }

    static TimelineEntry timelineEntry(JsonNode json) {
        var commits = new ArrayList<Commit>();
        var type = json.path("type").asText("");
        if (type.equals("pull_push")) {
            try {
                JSON.readTree(json.path("body").asText(""))
                        .path("commit_ids")
                        .forEach(id -> commits.add(new Commit(id.asText())));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new ForgeUnavailableException(
                        "Gitea's timeline has a push that cannot be read: " + e.getMessage());
            }
        }
        return new TimelineEntry(json.path("id").asLong(), type, List.copyOf(commits));
    }

    static Instant instant(JsonNode json) {
        try {
            return OffsetDateTime.parse(json.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new ForgeUnavailableException("Gitea gave a time that cannot be read: " + json.asText());
        }
    }

    /**
     * An account of the forge.
     *
     * @param id its number, which it keeps for ever
     * @param login its name, which may change hands
     */
    public record Account(long id, String login) {}

    /**
     * A pull request as the forge has it.
     *
     * @param number its number
     * @param isOpen whether it can still be merged
     * @param head the commit that it would merge
     * @param target the branch that it would merge it into; empty when the forge does not say
     */
    public record PullRequest(int number, boolean isOpen, Commit head, Optional<String> target) {}

    /**
     * The pull requests that changed lately, open or closed, over all repositories that the bot can read.
     *
     * @param pullRequests which, without order
     * @param isWhole false when the list moved while its pages were read, so that one may have been passed over
     * @param askedAt the forge's clock when the first page was read
     */
    public record ChangedPullRequests(List<PullRequestRef> pullRequests, boolean isWhole, Optional<Instant> askedAt) {}

    /**
     * Where a pull request is.
     *
     * @param repository its repository
     * @param number its number
     */
    public record PullRequestRef(ForgeRepository repository, int number) {
        /** Returns the same one, on the forge with that key. */
        PullRequestRef on(String forge) {
            return new PullRequestRef(repository.on(forge), number);
        }
    }

    /**
     * A repository as the forge has it.
     *
     * @param id its number, which it keeps for ever
     * @param name its name, which may change
     */
    public record ForgeRepository(long id, Repository name) {
        /** Returns the same one, on the forge with that key. */
        ForgeRepository on(String forge) {
            return new ForgeRepository(id, name.on(forge));
        }
    }

    /**
     * A comment, or the text of a review, as the forge has it; both have numbers of one sequence.
     *
     * @param id its number
     * @param author who wrote it
     * @param body what it says
     * @param pullRequest the number of the pull request it stands on; empty on an issue
     * @param createdAt when it was written
     * @param updatedAt when it was last changed; the same as when it was written if it never was
     */
    public record ForgeComment(
            long id, Account author, String body, Optional<Integer> pullRequest, Instant createdAt, Instant updatedAt) {
        /** Returns whether it says something else than when it was written, as far as the forge tells. */
        public boolean isEdited() {
            return !createdAt.equals(updatedAt);
        }
    }

    /**
     * What happened on a pull request, oldest first.
     *
     * @param entries those since the comment in question, and as many before as tell what its author saw
     * @param readAt the forge's clock when the last of it was read
     * @param isWhole false when there is so much behind the comment that not all of it was read
     */
    public record Timeline(List<TimelineEntry> entries, Optional<Instant> readAt, boolean isWhole) {}

    /**
     * Something that happened on a pull request. Comments and pushes have numbers of one sequence, so their order is
     * known even within a second.
     *
     * @param id its number
     * @param type Gitea's word for what it is, such as {@code comment} or {@code pull_push}
     * @param commits what was pushed, oldest first; empty for anything but a push
     */
    public record TimelineEntry(long id, String type, List<Commit> commits) {
        /** Returns whether the head moved. */
        public boolean isPush() {
            return type.equals("pull_push");
        }
    }

    /**
     * The status of a commit.
     *
     * @param state Gitea's word: pending, success, failure or error
     * @param description at most 140 characters
     * @param target where it leads
     */
    public record CommitStatus(String state, String description, URI target) {
        /** The name under which it is shown; the newest of a name counts. */
        public static final String CONTEXT = "cc-ci/testme";

        /** Returns it as Gitea takes it. */
        Map<String, String> form() {
            return Map.of(
                    "context", CONTEXT, "state", state, "description", description, "target_url", target.toString());
        }
    }

    /** What the forge says about an account and an organisation. */
    public enum Membership {
        /** The account is a member. */
        MEMBER,
        /** It is not, or there is no such organisation. */
        STRANGER,
        /** The bot is not in the organisation itself and cannot know. */
        UNKNOWABLE
    }
}
