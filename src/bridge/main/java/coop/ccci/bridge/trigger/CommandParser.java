package coop.ccci.bridge.trigger;

import coop.ccci.bridge.ledger.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads commands. */
final class CommandParser {
    private static final String QUICK = "--quick";
    private static final String HELP = "help";
    private static final String CANCEL = "cancel";
    private static final int MAX_COMMAND_LENGTH = 200;

    /** What people write who mean something else, without dashes before it and in lower case. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("quick", QUICK),
            Map.entry("fast", QUICK),
            Map.entry("q", QUICK),
            Map.entry("help", HELP),
            Map.entry("h", HELP),
            Map.entry("?", HELP),
            Map.entry("cancel", CANCEL),
            Map.entry("stop", CANCEL),
            Map.entry("abort", CANCEL));

    private static final Pattern DASHES = Pattern.compile("^[-\\u2010-\\u2015]+");

    private CommandParser() {}

    static Optional<Command> parse(String body) {
        var text = body.strip();
        if (!text.startsWith(Command.WORD)) {
            return Optional.empty();
        }
        var rest = text.substring(Command.WORD.length());
        if (!rest.isEmpty() && !Character.isWhitespace(rest.charAt(0))) {
            return Optional.empty();
        }
        return Optional.of(rest.length() > MAX_COMMAND_LENGTH ? unknown(rest.strip()) : command(words(rest)));
    }

    private static List<String> words(String rest) {
        return rest.isBlank() ? List.of() : List.of(rest.strip().split("\\s+"));
    }

    private static Command command(List<String> words) {
        if (words.equals(List.of(HELP))) {
            return new Command.Help();
        }
        if (words.equals(List.of(CANCEL))) {
            return new Command.Cancel();
        }
        var mode = Mode.FULL;
        Optional<CommitPrefix> commit = Optional.empty();
        for (var word : words) {
            var named = CommitPrefix.parse(word);
            if (word.equals(QUICK) && mode == Mode.FULL) {
                mode = Mode.QUICK;
            } else if (named.isPresent() && commit.isEmpty()) {
                commit = named;
            } else {
                return unknown(word);
            }
        }
        return new Command.Test(mode, commit);
    }

    private static Command unknown(String word) {
        var plain = DASHES.matcher(word).replaceFirst("").toLowerCase(Locale.ROOT);
        return new Command.Unknown(word, Optional.ofNullable(MEANT.get(plain)).filter(right -> !right.equals(word)));
    }
}
