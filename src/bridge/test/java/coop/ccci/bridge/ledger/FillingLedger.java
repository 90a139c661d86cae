package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.RunLists.RunFilter;
import coop.ccci.bridge.ledger.Trigger.Channel;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.springframework.dao.DataAccessException;

/** The programs of {@link FullDiskTest}: one writes comments down until there is no room, the other counts what is there. */
final class FillingLedger {
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");
    private static final int BALLAST = 1024 * 1024;

    private final Path ballast;
    private final Path count;
    private final LedgerUrl place;

    private FillingLedger(Path folder) {
        ballast = folder.resolve("ballast");
        count = folder.resolve("count");
        place = new LedgerUrl("jdbc:h2:file:" + folder.resolve("ledger"));
    }

    /** Fills the ledger of a folder, or counts what it has: {@code <folder> fill|count}. */
    public static void main(String... arguments) throws IOException {
        var ledger = new FillingLedger(Path.of(arguments[0]));
        if (arguments[1].equals("fill")) {
            ledger.fill();
        } else {
            ledger.count();
        }
    }

    /** Ends as if it was killed. */
    private void fill() throws IOException {
        Files.write(ballast, new byte[BALLAST]);
        Files.write(count, new byte[10]);
        var ledger = Ledger.open(place, Clock.systemUTC());
        // Somebody reads a page, and his connection is there for the next one.
        ledger.lists().count(RunFilter.ALL);
        var acknowledged = LongStream.iterate(1, id -> id + 1)
                .takeWhile(id -> isWritten(ledger, id))
                .count();
        System.out.println("full: " + ledger.problems((key, value) -> {}));
        Files.delete(ballast);
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> isWritten(ledger, acknowledged + 1));
        System.out.println("with room again: " + ledger.problems((key, value) -> {}));
        Files.writeString(count, String.valueOf(acknowledged + 1));
        Runtime.getRuntime().halt(0);
    }

    private static boolean isWritten(Ledger ledger, long id) {
        try {
            ledger.recordTrigger(new Comment(RECIPE, 1, id), Channel.POLL);
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    private void count() throws IOException {
        var all = Long.parseLong(Files.readString(count));
        try (var ledger = Ledger.open(place, Clock.systemUTC())) {
            var lost = LongStream.rangeClosed(1, all)
                    .filter(id -> ledger.recordTrigger(new Comment(RECIPE, 1, id), Channel.POLL))
                    .count();
            System.out.println("of " + all + " comments " + lost + " are lost");
        }
    }
}
