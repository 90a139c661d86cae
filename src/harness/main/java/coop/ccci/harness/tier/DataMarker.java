package coop.ccci.harness.tier;

import coop.ccci.harness.abra.BackupLabels;
import coop.ccci.harness.evidence.DatabaseKind;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.Containers.Mount;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A sentinel value that is written into the app and looked for later, to see whether the app's data is still there. */
public sealed interface DataMarker {
    /** What every value begins with. */
    String PREFIX = "ccci";

    /** So many random bytes follow, two digits each. */
    int RANDOM_BYTES = 16;

    /** So many digits has a piece: enough that none is found by accident, and some are left at each end. */
    int PIECE = 12;

    /** Stores a value in place of any earlier one. */
    void write(RunContext app, String value);

    /** Returns what is stored; empty when there is nothing. */
    String read(RunContext app);

    /** Describes it for people. */
    String describe();

    /** Returns the witness that the recipe's settings declare. */
    static Optional<DataMarker> declared(RunContext app) {
        return app.files().settings().witness().map(InService::new);
    }

    /**
     * Returns a marker for backups: the declared one, else a file in a volume that is backed up as a whole and is not a
     * database's own; empty where there is neither.
     */
    static Optional<DataMarker> ofBackup(RunContext app, BackupLabels labels) {
        return declared(app).or(() -> inVolume(app, labels));
    }

    private static Optional<DataMarker> inVolume(RunContext app, BackupLabels labels) {
        return AppVolumes.of(app, app.deployment().watch().services()).stream()
                .filter(place -> DatabaseKind.ofImage(place.service().image()).isEmpty())
                .filter(place -> labels.isWhole(place.volume()))
                .findFirst()
                .map(place -> new InVolume(place.service().name(), place.mount(), InVolume.HIDDEN));
    }

    /**
     * Commands of the recipe's own.
     *
     * @param settings the commands
     */
    record InService(RecipeSettings.MarkerCommands settings) implements DataMarker {
        private static final Duration TIMEOUT = Duration.ofMinutes(1);

        @Override
        public void write(RunContext app, String value) {
            run(app, "witness.write", settings.write(), Map.of("CCCI_WITNESS", value));
        }

        @Override
        public String read(RunContext app) {
            return run(app, "witness.read", settings.read(), Map.of()).strip();
        }

        @Override
        public String describe() {
            return "the witness in service " + settings.service();
        }

        private String run(RunContext app, String key, String command, Map<String, String> environment) {
            var ran = app.shell(settings.service(), command, environment, TIMEOUT);
            if (ran.exit() != 0) {
                throw RunException.recipe(
                        key + " in recipe-tests/" + app.recipe().getFileName()
                                + "/recipe.yml should end with 0 and ended with exit code " + ran.exit()
                                + " in service " + settings.service(),
                        (ran.output() + "\n" + ran.errors()).lines().toList());
            }
            return ran.output();
        }
    }

    /**
     * A file of the harness's own.
     *
     * @param service a service that has the volume
     * @param mount the volume
     * @param file the file's name
     */
    record InVolume(String service, Mount mount, String file) implements DataMarker {
        /** A name that apps pass over. */
        static final String HIDDEN = ".ccci-witness";

        /** A name that goes with all others where a folder is emptied. */
        static final String VISIBLE = "ccci-witness";

        @Override
        public void write(RunContext app, String value) {
            app.containers().put(app.container(service), mount.folder(), file, value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String read(RunContext app) {
            return app.containers()
                    .read(app.container(service), mount.folder() + "/" + file)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        }

        @Override
        public String describe() {
            return "the file " + file + " in the volume " + mount.name();
        }
    }

    /** Returns a new random value, so long that none is found by accident. */
    static String fresh() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + HexFormat.of().formatHex(bytes);
    }

    /**
     * Returns the pieces by which a value is known in foreign files, of which one is enough. A log of a database may leave
     * out with what a value and the one before it begin and end alike (PostgreSQL's does, see
     * {@code log_heap_update}), and may break off in the middle, where a page ends.
     */
    static List<String> pieces(String value) {
        var middle = PREFIX.length() + RANDOM_BYTES;
        return List.of(value.substring(middle - PIECE, middle), value.substring(middle, middle + PIECE));
    }

    /** Tells whether a value is among what was found of its and others' pieces. */
    static boolean isAmong(Set<String> found, String value) {
        return pieces(value).stream().anyMatch(found::contains);
    }

    /** Returns the first lines of what was read, for an error message. */
    static List<String> excerpt(String value) {
        return value.isEmpty() ? List.of("nothing") : value.lines().limit(20).toList();
    }
}
