package coop.ccci.harness.socket.judge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The request line of a call of the engine, decoded once. What is sent on is written anew from it, so the engine has no
 * other spelling to read.
 *
 * @param method in capitals
 * @param version with a {@code v}, for example {@code v1.41}; empty where the path names none
 * @param path the steps of the path after the version, decoded
 * @param query the parameters, each once, decoded
 */
public record EngineCall(String method, String version, List<String> path, Map<String, String> query) {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final String PLAIN = "-._~:@!$'()*,";

    /** Copies what could change. */
    public EngineCall {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    /**
     * Reads a request line.
     *
     * @param target as it stands in the request line
     * @throws RefusedCallException when it has more than one reading: an empty step, a dot step, an encoded slash, a
     *     control character, a parameter twice
     */
    public static EngineCall parse(String method, String target) {
        if (target.length() > MAX_LENGTH || !target.startsWith("/") || target.contains("#")) {
            throw RefusedCallException.unreadable("the path is no path of Docker's, or longer than " + MAX_LENGTH);
        }
        var mark = target.indexOf('?');
        var steps = new ArrayList<String>();
        for (var step : target.substring(1, mark < 0 ? target.length() : mark).split("/", -1)) {
            var decoded = decoded(step, false);
            if (decoded.isEmpty() || decoded.equals(".") || decoded.equals("..") || decoded.contains("/")) {
                throw RefusedCallException.unreadable(
                        "the path has a step that is empty, a dot step or an encoded slash");
            }
            steps.add(decoded);
        }
        var version = steps.get(0).matches("v1\\.[0-9]{1,3}") ? steps.remove(0) : "";
        if (steps.isEmpty()) {
            throw RefusedCallException.unreadable("the path names nothing");
        }
        return new EngineCall(method, version, steps, query(mark < 0 ? "" : target.substring(mark + 1)));
    }

    private static Map<String, String> query(String text) {
        var query = new TreeMap<String, String>();
        for (var pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            var sign = pair.indexOf('=');
            var name = decoded(sign < 0 ? pair : pair.substring(0, sign), true);
            var value = sign < 0 ? "" : decoded(pair.substring(sign + 1), true);
            if (pair.contains(";") || query.put(name, value) != null) {
                throw RefusedCallException.unreadable("the parameter " + name + " is given twice, or has a semicolon");
            }
        }
        return query;
    }

    private static String decoded(String text, boolean isForm) {
        var bytes = ByteBuffer.allocate(text.length() * 3);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '%') {
                var code = i + 2 < text.length() ? hex(text.charAt(i + 1)) * 16 + hex(text.charAt(i + 2)) : -1;
                if (code < 0) {
                    throw RefusedCallException.unreadable("the path has a % that begins no encoded byte");
                }
                bytes.put((byte) code);
                i += 2;
            } else if (c > ' ' && c < 0x7F) {
                bytes.put((byte) (c == '+' && isForm ? ' ' : c));
            } else {
                throw RefusedCallException.unreadable("the path has a character that is not encoded");
            }
        }
        try {
            var decoded =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw RefusedCallException.unreadable("the path has a control character");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw RefusedCallException.unreadable("the path is not UTF-8");
        }
    }

    /** Returns the value of a hexadecimal digit; a large negative number for anything else. */
    private static int hex(char c) {
        var digit = c < 0x7F ? Character.digit(c, 16) : -1;
        return digit < 0 ? -1000 : digit;
    }

    /** Returns text as one step of a path, or one value of a query. */
    static String encoded(String text) {
        var encoded = new StringBuilder();
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xFF);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** Returns the same with another step in one place of the path. */
    public EngineCall withStep(int place, String step) {
        var steps = new ArrayList<>(path);
        steps.set(place, step);
        return new EngineCall(method, version, steps, query);
    }

    /** Returns what stands in the request line that is sent on. */
    public String target() {
        var steps = path.stream().map(EngineCall::encoded).collect(Collectors.joining("/"));
        var parameters = new TreeMap<>(query)
                .entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return (version.isEmpty() ? "/" : "/" + version + "/") + steps + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    /** Returns the method and the path, for people. */
    public String describe() {
        return method + " /" + String.join("/", path);
    }
}
