package coop.ccci.harness.abra;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be wrong with the backup bot or its repository, told by the words of abra, of the bot and of restic. They are
 * looked for in everything that a backup command said, because abra's last line may be no more than an exit code.
 *
 * <p>restic's words are those of its version 0.14, seen with a repository that was locked, full, moved away, given
 * another password, or behind a server that was down; abra's and the bot's are remembered.
 */
enum BackupFault {
    /** There is no bot, or none that runs. */
    BOT(
            "the backup bot of this server is down: see docker service ps of the service with the label"
                    + " coop-cloud.backupbot.enabled",
            "no backupbot discovered",
            "no containers matching",
            "no such container",
            "container \\S+ is (not running|restarting|paused)",
            "\"?/usr/bin/backup\"?: .*no such file"),

    /** Another program holds the repository, or one that was killed has left its lock. */
    LOCK(
            "the backup repository is locked: wait for what uses it or, where that is dead, remove its lock in the"
                    + " backup bot's container (restic unlock)",
            "unable to create lock",
            "repository is already locked",
            "already locked exclusively"),

    /** There is no room for the backup. */
    SPACE(
            "the backup repository is full: make room where it is kept, or have old snapshots removed (restic forget"
                    + " --prune)",
            "no space left on device",
            "disk quota exceeded",
            "quota.?exceeded",
            "insufficient ?storage",
            "EntityTooLarge"),

    /** The repository is not there, cannot be reached or read. */
    REPOSITORY(
            "the backup repository cannot be used: see RESTIC_REPOSITORY, its password and its server (restic cat"
                    + " config in the backup bot's container)",
            "unable to open (config file|repository)",
            "is there a repository at the following location",
            "repository does not exist",
            "wrong password or no key found",
            "config or key \\S+ is damaged",
            "returned error, retrying",
            "unexpected http response",
            "ciphertext verification failed",
            "(pack|index|snapshot) \\S+.*(invalid data|does not match|not found in)",
            "load\\(<\\w+/");

    /** What is the recipe's even where nothing else is known: its labels, its paths, its hooks. */
    private static final Pattern OF_THE_RECIPE = Pattern.compile(
            "nothing of \\S+ to back up|no paths to restore|target directories/files do not exist"
                    + "|label \\S*backupbot|backupbot\\.(backup|restore)",
            Pattern.CASE_INSENSITIVE);

    private final String advice;
    private final Pattern words;

    BackupFault(String advice, String... words) {
        this.advice = advice;
        this.words = Pattern.compile(String.join("|", words), Pattern.CASE_INSENSITIVE);
    }

    /** Returns what is wrong and what a person can do about it: a clause. */
    String advice() {
        return advice;
    }

    /** Finds the fault that some lines of a backup command are about. */
    static Optional<BackupFault> in(List<String> lines) {
        return Arrays.stream(values())
                .filter(fault -> lines.stream()
                        .anyMatch(line -> fault.words.matcher(line).find()))
                .findFirst();
    }

    /** Returns whether a backup command refused for what the recipe asks for. */
    static boolean isOfTheRecipe(String message) {
        return OF_THE_RECIPE.matcher(message).find();
    }
}
