package coop.ccci.bridge.host;

import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which run a stack belongs to: each run keeps the settings of its apps in its own directory, before anything is deployed. */
final class RecentStacks {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int MAX_RUNS = 100;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
    private static final String END = ".env";

    private final Path runs;
    private final Clock clock;
    private Map<String, RunId> known = Map.of();
    private Instant lookedAt = Instant.EPOCH;

    RecentStacks(Path runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** Returns the run that has deployed this stack; looks again for one that is not known, but not all the time. */
    synchronized Optional<RunId> runOf(String stack) {
        if (!known.containsKey(stack) && !clock.instant().isBefore(lookedAt.plus(BETWEEN_LOOKS))) {
            known = look();
            lookedAt = clock.instant();
        }
        return Optional.ofNullable(known.get(stack));
    }

    private Map<String, RunId> look() {
        var found = new HashMap<String, RunId>();
        try (var directories = Files.list(runs)) {
            directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> NUMBER.matcher(name).matches())
                    .map(name -> new RunId(Long.parseLong(name)))
                    .sorted(Comparator.comparingLong(RunId::value).reversed())
                    .limit(MAX_RUNS)
                    .forEach(run -> stacksOf(run).forEach((stack, id) -> found.putIfAbsent(stack, id)));
        } catch (IOException e) {
            return known; // it is looked for again
        }
        return found;
    }

    private Map<String, RunId> stacksOf(RunId run) {
        var servers = RunDirectory.of(runs, run).abra().resolve("servers");
        var found = new HashMap<String, RunId>();
        try (var files = Files.walk(servers, 2)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(END))
                    .forEach(name -> found.put(
                            name.substring(0, name.length() - END.length()).replace('.', '_'), run));
        } catch (IOException e) {
            return Map.of(); // it has no apps yet, or none any more
        }
        return found;
    }
}
