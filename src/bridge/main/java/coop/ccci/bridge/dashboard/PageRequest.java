package coop.ccci.bridge.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser asked for, and nothing else of its request.
 *
 * @param method in capitals
 * @param path as it was sent, not decoded: no address here needs an escape, so one with {@code %} is not ours
 * @param query as it was sent, decoded; of a repeated name the first
 */
public record PageRequest(String method, String path, Map<String, String> query) {

    /** The parts of the path between slashes; empty for {@code /}. */
    List<String> parts() {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    /** One part of the path, from 0. */
    Optional<String> part(int index) {
        var parts = parts();
        return index < parts.size() ? Optional.of(parts.get(index)) : Optional.empty();
    }

    /** A whole number from the query, 0 or more; empty when it is not there or is not one. */
    Optional<Long> number(String name) {
        try {
            return Optional.ofNullable(query.get(name)).map(Long::parseLong).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
