package coop.ccci.reconcile.nix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A golden unit file. */
record UnitFile(String name, List<String> lines) {
    static final Path FOLDER = Path.of("../../nix/tests/units");

    static List<UnitFile> services() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".service"))
                    .sorted()
                    .map(UnitFile::read)
                    .toList();
        }
    }

    static UnitFile read(Path file) {
        try {
            return new UnitFile(file.getFileName().toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static UnitFile named(String name) {
        return read(FOLDER.resolve(name));
    }

    /** Returns the words of all lines of a key. */
    List<String> words(String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + "="))
                .flatMap(line -> Arrays.stream(line.substring(key.length() + 1).split(" ")))
                .toList();
    }

    /** Returns the names of the packages on its PATH. */
    List<String> path() {
        var prefix = "Environment=\"PATH=";
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .flatMap(line -> Arrays.stream(line.substring(prefix.length()).split(":")))
                .filter(folder -> folder.endsWith("/bin"))
                .map(folder -> folder.replaceFirst("^/nix/store/@hash@-", "").replaceFirst("/bin$", ""))
                .toList();
    }
}
