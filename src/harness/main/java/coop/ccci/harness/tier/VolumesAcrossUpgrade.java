package coop.ccci.harness.tier;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.BackupLabels;
import coop.ccci.harness.evidence.DatabaseKind;
import coop.ccci.harness.evidence.VolumeFate;
import coop.ccci.harness.evidence.VolumeFate.Seen;
import coop.ccci.harness.result.RunException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at an app's volumes before and after an upgrade, with a file put into each: what a recipe without a witness of
 * its own shows of whether an upgrade keeps the data. A database's own folder gets no file. Volumes that the recipe
 * leaves out of its backups are left out here as well.
 */
final class VolumesAcrossUpgrade {
    private static final int MAX_VOLUMES = 20;

    private final String value = DataMarker.fresh();
    private final List<Seen> before;

    private VolumesAcrossUpgrade(RunContext app) {
        var labels = labels(app);
        var places = places(app).stream()
                .filter(place -> !labels.excluded().contains(place.volume()))
                .limit(MAX_VOLUMES)
                .toList();
        places.stream().filter(place -> !isOfDatabase(place)).forEach(place -> write(app, place));
        this.before = seen(app, places);
    }

    /** Puts a file into each volume of the app that runs. */
    static VolumesAcrossUpgrade before(RunContext app) {
        return new VolumesAcrossUpgrade(app);
    }

    /** Looks at the volumes of the app that runs now; empty where it had none. */
    Optional<Assertion> after(RunContext app) {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        var fate = VolumeFate.of(before, seen(app, places(app)));
        fate.notes().forEach(note -> app.recorder().note(Tier.UPGRADE.code(), note));
        return Optional.of(GenericAssertions.assertion(
                "what lay in the app's volumes outlived the upgrade",
                fate.lost().isEmpty(),
                String.join("; ", fate.lost())));
    }

    private static List<AppVolumes.Place> places(RunContext app) {
        app.deployment().watch().poll();
        return AppVolumes.of(app, app.deployment().watch().services());
    }

    private static BackupLabels labels(RunContext app) {
        return BackupLabels.of(app.deployment().watch().services());
    }

    private static boolean isOfDatabase(AppVolumes.Place place) {
        return DatabaseKind.ofImage(place.service().image()).isPresent();
    }

    /** A volume that takes no file is not looked into; that is no fault of the recipe. */
    private void write(RunContext app, AppVolumes.Place place) {
        try {
            marker(place).write(app, value);
        } catch (RunException e) {
            if (e.exit() != ExitCode.FAILED) {
                throw e;
            }
            app.recorder().log("the volume " + place.volume() + " takes no file: " + e.getMessage());
        }
    }

    private static DataMarker marker(AppVolumes.Place place) {
        return new DataMarker.InVolume(place.service().name(), place.mount(), DataMarker.InVolume.VISIBLE);
    }

    /** A volume that several services have is looked into once. */
    private List<Seen> seen(RunContext app, List<AppVolumes.Place> places) {
        var names = new HashMap<String, Optional<Set<String>>>();
        var marked = new HashMap<String, Boolean>();
        var seen = new ArrayList<Seen>();
        for (var place : places) {
            var database = isOfDatabase(place);
            seen.add(new Seen(
                    place.service().name(),
                    place.mount().folder(),
                    place.volume(),
                    database ? Optional.empty() : names.computeIfAbsent(place.volume(), volume -> names(app, place)),
                    !database
                            && marked.computeIfAbsent(
                                    place.volume(),
                                    volume -> marker(place).read(app).contains(value))));
        }
        return seen;
    }

    private static Optional<Set<String>> names(RunContext app, AppVolumes.Place place) {
        return app.containers().names(place.container(), place.mount().folder()).map(found -> {
            found.remove(DataMarker.InVolume.VISIBLE);
            return found;
        });
    }
}
