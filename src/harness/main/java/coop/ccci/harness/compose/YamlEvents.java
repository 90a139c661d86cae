package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.io.StringReader;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Looks at the words of a YAML file before anything is made of them: how many there are, how deep they are nested, and that
 * nothing among them means something else to another reader.
 */
final class YamlEvents {
    static final int MAX_DEPTH = 40;
    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final int MAX_EVENTS = 50_000;
    private static final int MAX_ALIASES = 500;
    private static final Set<String> OVERRIDES = Set.of("!reset", "!override");
    private static final String STANDARD = "tag:yaml.org,2002:";

    private final String name;
    private int events;
    private int aliases;
    private int depth;
    private int documents;

    private YamlEvents(String name) {
        this.name = name;
    }

    static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        return options;
    }

    /**
     * Looks through a file.
     *
     * @throws RunException of the recipe with file and line for what is not allowed
     * @throws org.yaml.snakeyaml.error.YAMLException when it is not YAML
     */
    static void require(String name, String text, Yaml yaml) {
        requirePlainCharacters(name, text);
        var events = new YamlEvents(name);
        yaml.parse(new StringReader(text)).forEach(events::event);
    }

    /** Line ends that only some readers know, a mark of the byte order in the middle, and control characters. */
    private static void requirePlainCharacters(String name, String text) {
        var line = 1;
        for (var at = 0; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (letter == '\n') {
                line++;
            }
            var isOdd = letter == 0x85
                    || letter == 0x2028
                    || letter == 0x2029
                    || (letter == 0xFEFF && at > 0)
                    || (Character.isISOControl(letter) && "\n\r\t".indexOf(letter) < 0);
            if (isOdd) {
                throw RunException.recipe(name + ":" + line + " has the invisible character U+"
                        + "%04X".formatted((int) letter) + ", which not everybody reads alike: take it out");
            }
            if (letter == '%' && (at == 0 || text.charAt(at - 1) == '\n') && text.startsWith("%TAG", at)) {
                throw RunException.recipe(name + ":" + line + " defines tags of its own (%TAG): take that out");
            }
        }
    }

    private void event(Event event) {
        if (++events > MAX_EVENTS) {
            throw RunException.recipe(name + " cannot be read: it has more than " + MAX_EVENTS + " values");
        }
        if (event instanceof DocumentStartEvent && ++documents > 1) {
            throw RunException.recipe(name + ":" + line(event)
                    + " begins a second document, and who reads the file next may take that one: put it in a file of"
                    + " its own");
        } else if (event instanceof AliasEvent && ++aliases > MAX_ALIASES) {
            throw RunException.recipe(
                    name + ":" + line(event) + " cannot be read: with its anchors and aliases it has more" + " than "
                            + MAX_ALIASES + " aliases");
        } else if (event instanceof CollectionStartEvent collection) {
            requireNoTag(collection.getTag(), event);
            if (++depth > MAX_DEPTH) {
                throw RunException.recipe(name + ":" + line(event) + " cannot be read: it is nested more than "
                        + MAX_DEPTH + " levels deep");
            }
        } else if (event instanceof CollectionEndEvent) {
            depth--;
        } else if (event instanceof ScalarEvent scalar) {
            requireNoTag(scalar.getTag(), event);
        }
    }

    private void requireNoTag(String tag, Event event) {
        if (tag == null) {
            return;
        }
        var place = name + ":" + line(event);
        if (tag.startsWith(STANDARD)) {
            throw RunException.recipe(place + " has the tag !!" + tag.substring(STANDARD.length())
                    + ", which not everybody reads alike: write the value itself, in quotes where it is a text");
        }
        throw RunException.recipe(place + " has the tag " + tag
                + ", which docker stack deploy does not know, and abra deploys as it does"
                + (OVERRIDES.contains(tag)
                        ? ": only Docker Compose takes away or replaces what an earlier file says; keep what is to"
                                + " differ in files of its own and name the right ones in COMPOSE_FILE"
                        : "; take it out"));
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }
}
