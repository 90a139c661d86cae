package coop.ccci.bridge.fake;

import java.util.Map;

/**
 * One request as the forge saw it.
 *
 * @param method in capitals
 * @param path decoded, with {@code /api/v1} in front
 * @param query decoded; of a repeated parameter the first
 * @param token what stood behind {@code token} or {@code Bearer} in {@code Authorization}; empty without one
 * @param body as text
 */
public record FakeRequest(String method, String path, Map<String, String> query, String token, String body) {
    int number(String parameter, int fallback) {
        try {
            return Integer.parseInt(query.getOrDefault(parameter, ""));
        } catch (NumberFormatException e) {
            return fallback;
        }
    }
}
