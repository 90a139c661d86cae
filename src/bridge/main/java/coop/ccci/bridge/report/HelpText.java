package coop.ccci.bridge.report;

import coop.ccci.bridge.admission.CommandUsage;
import coop.ccci.bridge.admission.Commands;
import java.util.stream.Collectors;

/** What there is to ask for, made of the descriptions of the commands. */
public final class HelpText {
    private HelpText() {}

    /** Returns the answer to a comment that asks for help. */
    static String help() {
        return "I test this pull request by deploying it. Write one of these as a comment of its own:\n\n" + table()
                + "\nMembers of the organisation can ask. One comment of mine shows the newest run, with the older ones"
                + " folded below.";
    }

    /** Returns the commands as a table in Markdown; the documentation has the same. */
    public static String table() {
        return Commands.usages().stream()
                .map(HelpText::row)
                .collect(Collectors.joining("", "| comment | who | what happens |\n|---|---|---|\n", ""));
    }

    private static String row(CommandUsage usage) {
        var example = usage.exampleComment()
                .map(comment -> " (for example `" + comment + "`)")
                .orElse("");
        return Markdown.row("`" + usage.comment() + "`", usage.who(), usage.effect() + example);
    }
}
