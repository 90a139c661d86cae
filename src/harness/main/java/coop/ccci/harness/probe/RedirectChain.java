package coop.ccci.harness.probe;

import coop.ccci.contract.Excerpt;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.URIUtils;
import org.apache.hc.core5.http.HttpHost;

/**
 * The redirects of one question, from the path that was asked for to the end. Only those within the app's own host are
 * followed, at the port of HTTPS. One to the same host without TLS is followed with TLS, as a browser does that Traefik's entry point for HTTP
 * sends on (observed on Co-op Cloud's Traefik).
 */
final class RedirectChain {
    /** As many as HTTP clients follow that people use without thinking of it; browsers give up after 20. */
    static final int MAX_REDIRECTS = 10;

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_SHOWN = 6;
    private static final int MAX_LENGTH = 120;

    /** What no address may have in it, and what servers send all the same. */
    private static final Pattern ILLEGAL = Pattern.compile("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]");

    private final String domain;
    private final StatusRule rule;
    private final List<URI> visited = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private boolean withoutTls;

    /** Begins at a path of the domain. */
    RedirectChain(String domain, String path, StatusRule rule) {
        this.domain = domain;
        this.rule = rule;
        visited.add(URI.create("https://" + domain).resolve(path));
    }

    private URI at() {
        return visited.get(visited.size() - 1);
    }

    /** Returns where to connect for the next request. */
    HttpHost host() {
        return new HttpHost("https", domain);
    }

    /** Returns what to ask for next: a path, and a query where there is one. */
    String path() {
        var path = at().getRawPath();
        return (path == null || path.isEmpty() ? "/" : path)
                + (at().getRawQuery() == null ? "" : "?" + at().getRawQuery());
    }

    /**
     * Takes the next response.
     *
     * @param location where it leads, as it was sent
     * @param noRoute whether it is Traefik's own 404
     * @return what to make of it all; empty where another request has to be sent
     */
    Optional<Answer> add(int code, Optional<String> location, boolean noRoute) {
        if (noRoute) {
            return Optional.of(
                    codes.isEmpty()
                            ? AppProbe.NO_ROUTE
                            : not(
                                    Answer.Kind.OTHER,
                                    "a redirect to " + shown(at()) + ", for which Traefik has no route"));
        }
        return isRedirect(code) && location.isPresent() ? redirect(code, location.get()) : Optional.of(end(code));
    }

    /** Returns what to make of a request that got no response. */
    Answer failed(Answer why) {
        if (codes.isEmpty()) {
            return why;
        }
        return not(Answer.Kind.OTHER, "a redirect to " + shown(at()) + ", where " + why.describe());
    }

    private static boolean isRedirect(int code) {
        return code / 100 == 3 && code != 304;
    }

    private Optional<Answer> redirect(int code, String location) {
        codes.add(code);
        Optional<URI> target = target(location);
        if (target.isEmpty()) {
            return Optional.of(not(
                    Answer.Kind.OTHER, "the status " + code + " to \"" + cut(location) + "\", which is no address"));
        }
        var shown = cut(target.get().toString());
        if (!domain.equalsIgnoreCase(target.get().getHost())) {
            return Optional.of(
                    rule.acceptsAway(code)
                            ? new Answer.FromApp(code, " to " + shown + after(codes.size() - 1))
                            : not(Answer.Kind.OTHER, "the status " + code + " to " + shown + " instead of " + rule));
        }
        if (target.get().getPort() != -1) {
            // not followed: the port may be another program's on this machine
            return Optional.of(
                    rule.codes().contains(code)
                            ? new Answer.FromApp(code, " to " + shown + after(codes.size() - 1))
                            : not(
                                    Answer.Kind.OTHER,
                                    "the status " + code + " to " + shown
                                            + ", a port at which Traefik does not serve; where that"
                                            + " is right, declare it in recipe.yml by health.codes: [" + code + "]"));
        }
        if (codes.size() > MAX_REDIRECTS) {
            return Optional.of(loop(target.get()));
        }
        visited.add(target.get());
        return Optional.empty();
    }

    /** Returns where a redirect leads, with TLS; empty when it is no address. */
    private Optional<URI> target(String location) {
        try {
            var target = URIUtils.resolve(
                    at(), URI.create(ILLEGAL.matcher(location.strip()).replaceAll(letter -> escaped(letter.group()))));
            var scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            if (target.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                // an app of a telephone, or a mail address: another place in any case
                return target.isOpaque() || target.getHost() != null ? Optional.of(target) : Optional.empty();
            }
            var plain = scheme.equals("http") && (target.getPort() == -1 || target.getPort() == HTTP);
            var isDefault = plain || (scheme.equals("https") && target.getPort() == HTTPS);
            withoutTls |= plain && domain.equalsIgnoreCase(target.getHost());
            return Optional.of(new URI((plain ? "https" : scheme) + "://"
                    + target.getHost().toLowerCase(Locale.ROOT)
                    + (isDefault || target.getPort() == -1 ? "" : ":" + target.getPort())
                    + (target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath())
                    + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery())));
        } catch (IllegalArgumentException | java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String escaped(String letter) {
        var escaped = new StringBuilder();
        for (var each : letter.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            escaped.append(String.format("%%%02X", each));
        }
        return escaped.toString();
    }

    private Answer end(int code) {
        var declaredOnTheWay =
                !rule.isDefault() && code / 100 < 5 && codes.stream().anyMatch(rule.codes()::contains);
        if (rule.accepts(code) || declaredOnTheWay) {
            return new Answer.FromApp(code, codes.isEmpty() ? "" : " at " + shown(at()) + after(codes.size()));
        }
        var where = codes.isEmpty() ? "" : " at " + shown(at()) + after(codes.size());
        var seen = "the status " + code + where + " instead of " + rule;
        return switch (code) {
            case 401 ->
                not(
                        Answer.Kind.LOGIN,
                        seen + ": it asks for a login; where that is its right answer, declare it in recipe.yml by"
                                + " health.codes: [401]");
            case 502, 504 -> not(Answer.Kind.GATEWAY, seen + ": Traefik gets no answer from the app's container");
            default -> not(Answer.Kind.OTHER, seen + hint(code));
        };
    }

    private static String hint(int code) {
        return code / 100 == 4
                ? "; where that is its right answer, declare it in recipe.yml by health.codes: [" + code
                        + "], or another page by health.path"
                : "";
    }

    private Answer loop(URI next) {
        var again = visited.contains(next);
        var what = again ? "it redirects in a loop: " : "it redirects more than " + MAX_REDIRECTS + " times: ";
        var first = again ? visited.lastIndexOf(next) : 0;
        var way = new StringBuilder(what);
        visited.subList(first, visited.size()).stream().limit(MAX_SHOWN).forEach(one -> way.append(shown(one))
                .append(" -> "));
        way.append(visited.size() - first > MAX_SHOWN ? "…" : shown(next))
                .append(" (status ")
                .append(codes.get(codes.size() - 1))
                .append(")");
        if (withoutTls) {
            way.append("; on the way it redirects to http://: does it know that Traefik speaks HTTPS for it"
                    + " (X-Forwarded-Proto)?");
        }
        return not(Answer.Kind.REDIRECT_LOOP, way.toString());
    }

    private static Answer not(Answer.Kind kind, String reason) {
        return new Answer.NotTheApp(kind, reason);
    }

    private String shown(URI address) {
        return cut(address.toString().substring("https://".length() + domain.length()));
    }

    private static String after(int redirects) {
        return redirects == 0 ? "" : " after " + redirects + (redirects == 1 ? " redirect" : " redirects");
    }

    private static String cut(String text) {
        return Excerpt.cut(text, MAX_LENGTH);
    }
}
