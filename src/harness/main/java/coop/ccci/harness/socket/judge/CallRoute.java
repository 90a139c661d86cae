package coop.ccci.harness.socket.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One kind of calls.
 *
 * @param method its method
 * @param template the steps of its path: a word, {@code {}} for one step of any text, {@code **} for one or more
 * @param query the parameters that it may have
 * @param handler decides about it
 */
record CallRoute(String method, List<String> template, Set<String> query, Handler handler) {
    /** Decides about a call of which the path is known. */
    @FunctionalInterface
    interface Handler {
        PermittedCall of(EngineCall call, byte[] body);
    }

    static CallRoute of(String method, String template, Set<String> query, Handler handler) {
        return new CallRoute(method, Arrays.asList(template.split("/", -1)), query, handler);
    }

    boolean isOf(EngineCall call) {
        var path = call.path();
        var any = template.indexOf("**");
        if (!call.method().equals(method)
                || (any < 0 ? path.size() != template.size() : path.size() < template.size())) {
            return false;
        }
        for (var i = 0; i < template.size(); i++) {
            var step = any < 0 || i <= any ? path.get(i) : path.get(path.size() - template.size() + i);
            if (!Set.of("{}", "**").contains(template.get(i))
                    && !template.get(i).equals(step)) {
                return false;
            }
        }
        return true;
    }

    void requireKnown(EngineCall call) {
        call.query().keySet().stream()
                .filter(name -> !query.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw RefusedCallException.forbidden(
                            call.describe() + ": a run does not need the parameter " + CallFindings.quoted(name));
                });
    }
}
