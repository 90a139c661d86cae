package coop.ccci.harness.traefik;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a middleware of an app may do: anything with its own requests, and nothing that reaches another host or a file of Traefik's. */
final class MiddlewareLimits {
    /** Those whose settings name no other host, no file, no other middleware and no service. */
    private static final Set<String> HARMLESS = Set.of(
            "addprefix",
            "buffering",
            "circuitbreaker",
            "compress",
            "contenttype",
            "encodedcharacters",
            "grpcweb",
            "inflightconn",
            "inflightreq",
            "ipallowlist",
            "ipwhitelist",
            "passtlsclientcert",
            "redirectscheme",
            "replacepath",
            "replacepathregex",
            "retry",
            "stripprefix",
            "stripprefixregex");

    private static final Pattern FORWARD_AUTH = Pattern.compile("forwardauth\\.(trustforwardheader|authresponseheaders|"
            + "authresponseheadersregex|authrequestheaders|addauthcookiestoresponse|headerfield|forwardbody|maxbodysize|"
            + "preservelocationheader|preserverequestmethod)");

    /** Where Co-op Cloud's Traefik has the accounts of its own basic authentication, which it never shows. */
    private static final String USERS = "/run/secrets/usersfile";

    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://([^/?#:@\\\\]+)(:[0-9]{1,5})?([/?#].*)?");
    private static final Pattern REDIRECT = Pattern.compile("(?i)https?://([^/?#:@\\\\]+)(:[0-9]{1,5})?([/?#].*)?");
    private static final Pattern REFERENCE = Pattern.compile("(www\\.)?\\$(\\d|\\{\\d})");
    private static final Pattern PATH = Pattern.compile("/([^/\\\\].*)?");

    private final OwnNames own;

    MiddlewareLimits(OwnNames own) {
        this.own = own;
    }

    /**
     * Returns why a setting is not allowed, one clause; empty where it is.
     *
     * @param field its key behind the middleware's name in lower case, with every index as {@code []}
     */
    Optional<String> problem(String field, String value) {
        var dot = field.indexOf('.');
        var kind = dot < 0 ? field : field.substring(0, dot);
        if (HARMLESS.contains(kind) || FORWARD_AUTH.matcher(field).matches()) {
            return Optional.empty();
        }
        return switch (kind) {
            case "headers" ->
                field.equals("headers.sslhost") && !own.isOwnHost(value) && !value.isEmpty()
                        ? Optional.of(
                                "it sends people to " + value + ", which is not the app's own host: write ${DOMAIN}")
                        : Optional.empty();
            case "basicauth", "digestauth" ->
                field.endsWith(".usersfile") && !value.equals(USERS)
                        ? Optional.of("it has Traefik read its own file " + value + ": give the accounts in the label"
                                + " …basicauth.users")
                        : Optional.empty();
            case "ratelimit" ->
                field.startsWith("ratelimit.redis")
                        ? Optional.of("it has Traefik speak to another host: leave ratelimit.redis out")
                        : Optional.empty();
            case "chain" ->
                own.foreign(value)
                        .map(name -> "it names " + name
                                + ", which is neither the app's own (${STACK_NAME}…) nor the operator's" + " (…@file)");
            case "errors" ->
                field.equals("errors.service") && !own.isOwnTarget(value)
                        ? Optional.of(
                                "it leads to " + value + ", which is not the app's own: name a service of Traefik that"
                                        + " begins with ${STACK_NAME}")
                        : Optional.empty();
            case "forwardauth" -> forwardAuth(field, value);
            case "redirectregex" -> field.equals("redirectregex.replacement") ? redirect(value) : Optional.empty();
            default -> Optional.of("it is no middleware that an app may have");
        };
    }

    private Optional<String> forwardAuth(String field, String value) {
        if (!field.equals("forwardauth.address")) {
            return Optional.of("it is no setting of forwardauth that an app may have");
        }
        var address = ADDRESS.matcher(value);
        return value.isEmpty()
                        || (address.matches()
                                && (own.isOwnService(address.group(1)) || own.isOwnHost(address.group(1))))
                ? Optional.empty()
                : Optional.of("it has Traefik ask " + value
                        + ", which is not the app's own: give a service of the app by its full"
                        + " name, http://${STACK_NAME}_<service>:<port>, or its domain");
    }

    private Optional<String> redirect(String value) {
        var address = REDIRECT.matcher(value);
        var isOwn = value.isEmpty()
                || PATH.matcher(value).matches()
                || (address.matches()
                        && (own.isOwnHost(address.group(1))
                                || REFERENCE.matcher(address.group(1)).matches()));
        return isOwn
                ? Optional.empty()
                : Optional.of(
                        "it sends people to " + value + ", which is not the app's own host: write https://${DOMAIN}/…");
    }
}
