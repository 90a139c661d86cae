package coop.ccci.bridge;

import coop.ccci.bridge.config.LedgerSettings;
import coop.ccci.bridge.ledger.LedgerArchive;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.contract.ExitCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cc-ci ledger}: moves a ledger from one database to another. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a ledger down as lines of JSON, or makes one of them: the way from H2 to PostgreSQL and back.",
            "",
            "Which ledger is told by CCCI_LEDGER_URL, CCCI_LEDGER_USER and CCCI_LEDGER_PASSWORD (or _FILE), in the",
            "environment or in the file that CCCI_CONFIG names; docs/runbook.md shows the whole move."
        },
        subcommands = {LedgerCommand.Export.class, LedgerCommand.Import.class})
final class LedgerCommand implements Runnable {
    private static final String STANDARD = "-";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "cc-ci ledger: name a command, export or import");
    }

    private static String words(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** {@code cc-ci ledger export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes the ledger down. An H2 file must not be in use; on PostgreSQL bridges go on meanwhile.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:written", "2:wrong usage, or nothing to write", "3:the ledger or the file is in the way"
            })
    static final class Export implements Callable<Integer> {
        @Parameters(
                paramLabel = "<file>",
                description = "Where to; - for the standard output. It appears when it is whole.")
        private String file;

        @Override
        public Integer call() throws IOException {
            var place = LedgerSettings.read(System.getenv());
            var counts = file.equals(STANDARD)
                    ? standardOutput(place)
                    : toFile(place, Path.of(file).toAbsolutePath());
            System.err.println("written: " + words(counts));
            return ExitCode.PASSED.code();
        }

        private static Map<String, Long> standardOutput(LedgerUrl place) throws IOException {
            var out = new BufferedOutputStream(System.out);
            return LedgerArchive.write(place, out);
        }

        private static Map<String, Long> toFile(LedgerUrl place, Path target) throws IOException {
            // Nobody else may read it: it says who asked for what.
            var part = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
            try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
                var counts = LedgerArchive.write(place, out);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                return counts;
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /** {@code cc-ci ledger import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Makes a ledger of an archive, in a database in which nothing is yet.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:all rows are there",
                "2:the archive is not whole or of a newer version, or the database is not empty",
                "3:the database or the file is in the way"
            })
    static final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "<file>", description = "What export has written; - for the standard input.")
        private String file;

        @Override
        public Integer call() throws IOException {
            var place = LedgerSettings.read(System.getenv());
            try (var in = new BufferedInputStream(open())) {
                System.err.println("there now: " + words(LedgerArchive.read(in, place)));
                return ExitCode.PASSED.code();
            } catch (NoSuchFileException e) {
                System.err.println("cc-ci ledger: there is no file " + file);
                return ExitCode.USAGE.code();
            }
        }

        private InputStream open() throws IOException {
            return file.equals(STANDARD) ? System.in : Files.newInputStream(Path.of(file));
        }
    }
}
