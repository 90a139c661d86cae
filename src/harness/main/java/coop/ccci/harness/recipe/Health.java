package coop.ccci.harness.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How it is seen that an app serves: the key {@code health} of {@code recipe.yml}. */
public sealed interface Health {
    /** Returns what the function for this case makes of it; there is one for every case. */
    <R> R match(Function<Page, R> page, Function<Tcp, R> tcp, Function<None, R> none);

    /**
     * A page is asked, over HTTPS through Traefik.
     *
     * @param path begins with a slash
     * @param codes the status codes that count as an answer of the app; empty where none is declared
     * @param successThreshold how many answers in a row it takes, from 1
     */
    record Page(String path, Set<Integer> codes, int successThreshold) implements Health {
        /** What holds where nothing is declared. */
        public static final Page DEFAULT = new Page("/", Set.of(), 1);

        /** Copies what could change. */
        public Page {
            codes = Set.copyOf(codes);
        }

        @Override
        public <R> R match(Function<Page, R> page, Function<Tcp, R> tcp, Function<None, R> none) {
            return page.apply(this);
        }
    }

    /**
     * A connection is opened to a port that a service publishes on this machine.
     *
     * @param port 1 to 65535
     * @param successThreshold how many connections in a row it takes, from 1
     */
    record Tcp(int port, int successThreshold) implements Health {
        @Override
        public <R> R match(Function<Page, R> page, Function<Tcp, R> tcp, Function<None, R> none) {
            return tcp.apply(this);
        }
    }

    /**
     * There is nothing that could be asked.
     *
     * @param reason why, for people
     */
    record None(String reason) implements Health {
        @Override
        public <R> R match(Function<Page, R> page, Function<Tcp, R> tcp, Function<None, R> none) {
            return none.apply(this);
        }
    }

    /** Returns the page that is asked; empty where none is. */
    default Optional<Page> page() {
        return match(Optional::of, tcp -> Optional.empty(), none -> Optional.empty());
    }

    /** Returns one clause for people. */
    default String describe() {
        return match(
                page -> "health path " + page.path()
                        + (page.codes().isEmpty()
                                ? ""
                                : ", codes " + page.codes().stream().sorted().toList())
                        + inARow(page.successThreshold()),
                tcp -> "health by port " + tcp.port() + inARow(tcp.successThreshold()),
                none -> "nothing to ask: " + none.reason());
    }

    private static String inARow(int threshold) {
        return threshold == 1 ? "" : ", " + threshold + " times in a row";
    }

    /** Returns what a node says that the schema has proven right. */
    static Health of(JsonNode node) {
        if (node.has("none")) {
            return new None(node.path("none").asText());
        }
        var threshold = node.path("success_threshold").asInt(1);
        if (node.has("tcp")) {
            return new Tcp(node.path("tcp").asInt(), threshold);
        }
        var codes = new LinkedHashSet<Integer>();
        node.path("codes").forEach(code -> codes.add(code.asInt()));
        return new Page(node.path("path").asText(Page.DEFAULT.path()), codes, threshold);
    }
}
