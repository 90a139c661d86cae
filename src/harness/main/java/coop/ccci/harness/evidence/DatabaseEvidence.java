package coop.ccci.harness.evidence;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says which databases an app has, as far as that can be seen from outside: by images, and by what lies in a backup. */
public final class DatabaseEvidence {
    private DatabaseEvidence() {}

    /**
     * Finds the databases whose data a restore has to bring back. A service that may be a cache counts only where its
     * data lies in the backup: what is left out of it on purpose is not missed.
     *
     * @param images the image of each running service, by the service's name
     * @param contents what lies in the backup
     * @return each as a phrase for people, for example {@code the PostgreSQL database of service db (image postgres:15)};
     *     empty where there is none
     */
    public static List<String> of(Map<String, String> images, SnapshotContents contents) {
        var phrases = new ArrayList<String>();
        var told = EnumSet.noneOf(DatabaseKind.class);
        new TreeMap<>(images).forEach((service, image) -> DatabaseKind.ofImage(image)
                .filter(kind -> kind.isKept() || contents.databases().containsKey(kind))
                .ifPresent(kind -> {
                    told.add(kind);
                    phrases.add("the " + kind.label() + " database of service " + service + " (image "
                            + image.split("@", 2)[0] + ")");
                }));
        new TreeMap<>(contents.databases()).forEach((kind, file) -> {
            if (!told.contains(kind)) {
                phrases.add("the " + kind.label() + " database that the backup has in " + file);
            }
        });
        return List.copyOf(phrases);
    }
}
