package coop.ccci.harness.recipe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The further hosts that an app has: the names below its domain that a value under {@code env} or {@code upgrade.env} of
 * {@code recipe.yml} is made of, such as <code>sandbox.{domain}</code>. Pure functions.
 */
public final class SecondHosts {
    private static final String DOMAIN = "{domain}";
    private static final Pattern BELOW =
            Pattern.compile("(?<![A-Za-z0-9_.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,5}\\{domain}");

    private SecondHosts() {}

    /** Returns their names, in the order in which they are declared. */
    public static List<String> of(RecipeSettings settings, String domain) {
        var hosts = new LinkedHashSet<String>();
        Stream.of(settings.env(), settings.upgrade().env())
                .flatMap(env -> env.values().stream())
                .forEach(value -> BELOW.matcher(value)
                        .results()
                        .forEach(found -> hosts.add(found.group().replace(DOMAIN, domain))));
        return List.copyOf(hosts);
    }
}
