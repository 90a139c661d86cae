package coop.ccci.harness.abra;

import coop.ccci.harness.result.RunException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A function of {@code abra.sh} that an app's settings have abra run in a service when a deploy or an upgrade has
 * converged: {@code POST_DEPLOY_CMDS="app set_admin_password|worker collect now"}.
 *
 * @param service the service's short name
 * @param function the function
 * @param arguments its arguments; they may refer to variables of the shell that runs them
 */
public record PostCommand(String service, String function, List<String> arguments) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern AROUND =
            Pattern.compile("(PRE|POST)_(DEPLOY|UPGRADE|UNDEPLOY|ROLLBACK|BACKUP|RESTORE)_CMDS");
    private static final int MAX_COMMANDS = 20;

    /** When abra runs commands: the variables that it reads, as far as it is known to. */
    public enum Moment {
        /** After a deploy has converged. */
        DEPLOY,

        /** After an upgrade has converged. */
        UPGRADE;

        /** Returns the variable in an app's settings. */
        public String variable() {
            return "POST_" + name() + "_CMDS";
        }
    }

    /**
     * Reads what the settings of an app say.
     *
     * @param env the variables of the app's {@code .env} file
     * @return in their order; none where the variable is not set
     * @throws RunException of the recipe when it is not of abra's form
     */
    public static List<PostCommand> of(Moment moment, Map<String, String> env) {
        var text = env.getOrDefault(moment.variable(), "").strip();
        if (text.isEmpty()) {
            return List.of();
        }
        var commands = Arrays.stream(text.split("\\|", -1))
                .map(part -> parse(moment, part.strip()))
                .toList();
        if (commands.size() > MAX_COMMANDS) {
            throw RunException.recipe(moment.variable() + " in the app's settings has " + commands.size()
                    + " commands; give " + MAX_COMMANDS + " at most");
        }
        return commands;
    }

    private static PostCommand parse(Moment moment, String text) {
        var words = List.of(text.split("\\s+"));
        if (words.size() < 2
                || !words.stream().limit(2).allMatch(word -> WORD.matcher(word).matches())) {
            throw RunException.recipe(moment.variable() + " in the app's settings (.env.sample) has \"" + text
                    + "\", of which abra can make nothing; give a service, a function of abra.sh and its arguments,"
                    + " several with | between them, for example \"app set_admin_password|worker collect\"");
        }
        return new PostCommand(words.get(0), words.get(1), words.subList(2, words.size()));
    }

    /** Returns one sentence about variables of that kind that no abra known here reads; empty where there are none. */
    public static Optional<String> unread(Map<String, String> env) {
        var read = Arrays.stream(Moment.values()).map(Moment::variable).toList();
        var unread = env.keySet().stream()
                .filter(name -> AROUND.matcher(name).matches() && !read.contains(name))
                .sorted()
                .toList();
        return unread.isEmpty()
                ? Optional.empty()
                : Optional.of("the recipe's .env.sample sets " + String.join(", ", unread)
                        + ": the run does nothing of it;" + " abra runs " + String.join(" and ", read));
    }

    @Override
    public String toString() {
        return (service + " " + function + " " + String.join(" ", arguments)).strip();
    }
}
