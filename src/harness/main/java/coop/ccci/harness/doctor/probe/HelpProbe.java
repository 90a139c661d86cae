package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumption;
import coop.ccci.harness.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the help of a command. A command that is not there is told by the usage line: abra answers an unknown one with
 * the help of the group above it, and exit code 0.
 */
record HelpProbe(AbraCalls abra, Assumption.Help help) implements Probe {
    @Override
    public Finding run() {
        var words = new ArrayList<>(List.of(help.command().split(" ")));
        words.add("--help");
        var said = abra.call(words.toArray(String[]::new));
        var name = help.alias().orElse(help.command());
        if (!said.well() || !(names(said, help.command()) || names(said, name))) {
            return Finding.broken("no help of that name; " + said.describe());
        }
        var missing = help.flags().stream().filter(flag -> !defines(said, flag)).toList();
        return missing.isEmpty()
                ? Finding.holds("as its help says")
                : Finding.broken("its help does not name " + String.join(", ", missing));
    }

    private static boolean names(AbraCalls.Said said, String command) {
        return Pattern.compile("\\babra " + Pattern.quote(command) + "\\b")
                .matcher(said.all())
                .find();
    }

    /** Returns whether one line of the help has all names of a flag, and begins with one of them. */
    private static boolean defines(AbraCalls.Said said, String flag) {
        var names = List.of(flag.split(" "));
        return said.all()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-"))
                .anyMatch(line -> names.stream().allMatch(name -> has(line, name)));
    }

    private static boolean has(String line, String name) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
                .matcher(line)
                .find();
    }
}
