package coop.ccci.bridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The account that the local engine's runs have, where that is another one than the bridge's: it may use Docker, and cannot
 * read what the bridge holds.
 *
 * @param name as the system has it
 * @param home its folder, which takes the place of the bridge's in what runs inherit
 */
public record RunAccount(String name, Path home) {
    /** The system's list of accounts. */
    static final Path ACCOUNTS = Path.of("/etc/passwd");

    private static final Pattern FORM = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    /**
     * Finds an account.
     *
     * @param accounts a file of the form of {@code /etc/passwd}
     * @return empty when there is none of that name
     */
    static Optional<RunAccount> find(Path accounts, String name) {
        if (!FORM.matcher(name).matches()) {
            return Optional.empty();
        }
        try (var lines = Files.lines(accounts)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 5 && fields[0].equals(name))
                    .findFirst()
                    .map(fields -> new RunAccount(name, Path.of(fields[5])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
