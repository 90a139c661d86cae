package coop.ccci.bridge.door;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a request's address is made of names out of the ledger, of comments and of other systems' answers. */
public final class ApiPath {
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");

    private ApiPath() {}

    /**
     * Checks a path: a dot segment in it would lead somewhere else.
     *
     * @param system whose API it is, for the sentence
     * @throws IllegalArgumentException when it is not made of plain names
     */
    public static String plain(String path, String system) {
        if (!PLAIN.matcher(path).matches()) {
            throw new IllegalArgumentException("this is not a path of " + system + "'s API: " + path);
        }
        return path;
    }

    /** Parameters as they stand behind the question mark. */
    public static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
