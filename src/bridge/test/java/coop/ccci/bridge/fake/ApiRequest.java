package coop.ccci.bridge.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** A request with what its path names already looked up. */
record ApiRequest(FakeRequest request, Matcher parts, Optional<FakeAccount> asking, FakeGitea gitea) {
    private static final int DEFAULT_PAGE = 30;
    private static final int MAX_PAGE_SIZE = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    FakeAccount asker() {
        return asking.orElseThrow();
    }

    String part(String name) {
        return parts.group(name);
    }

    Optional<FakeRepository> repository() {
        var name = part("owner") + "/" + part("repo");
        return gitea.state().repositories().stream()
                .filter(repository -> repository.fullName().equalsIgnoreCase(name) && !repository.isHidden())
                .findFirst();
    }

    Optional<FakeIssue> issue() {
        return repository().map(repository -> repository.find(Integer.parseInt(part("number"))));
    }

    Optional<FakeComment> comment() {
        var id = Long.parseLong(part("id"));
        return repository().stream()
                .flatMap(repository -> repository.issues().stream())
                .flatMap(issue -> issue.timeline().stream())
                .filter(entry -> entry.id() == id)
                .findFirst();
    }

    JsonNode body() {
        try {
            return JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether something changed in the second of {@code since} or later, and of {@code before} or earlier. */
    Predicate<Instant> between() {
        var since = time("since").orElse(Instant.MIN);
        var before = time("before").orElse(Instant.MAX);
        return at -> !at.isBefore(since) && !at.isAfter(before);
    }

    boolean hasBadTime() {
        return List.of("since", "before").stream().anyMatch(name -> {
            try {
                time(name);
                return false;
            } catch (DateTimeParseException e) {
                return true;
            }
        });
    }

    private Optional<Instant> time(String parameter) {
        return Optional.ofNullable(request.query().get(parameter))
                .filter(text -> !text.isEmpty())
                .map(text -> java.time.OffsetDateTime.parse(text).toInstant());
    }

    /** One page of a list, with the count of the whole. */
    <T> ApiResponse page(List<T> all, Function<T, JsonNode> shape) {
        return ApiResponse.json(200, Shapes.array(pageOf(all), shape))
                .with("X-Total-Count", Integer.toString(all.size()));
    }

    <T> List<T> pageOf(List<T> all) {
        var page = Math.max(request.number("page", 1), 1);
        var asked = request.number("limit", 0);
        var size = asked <= 0 ? DEFAULT_PAGE : Math.min(asked, MAX_PAGE_SIZE);
        var from = Math.min((page - 1L) * size, all.size());
        return all.subList((int) from, (int) Math.min(from + size, all.size()));
    }
}
