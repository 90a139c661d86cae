package coop.ccci.harness.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether an upgrade kept what lay in an app's volumes, judged by what was seen of them before and after. Data is lost
 * where another volume, new with this version, is where the old one was, and no service has the old one any more; and
 * where a volume lost nearly all that was in it. What may have been meant is told and fails nobody: a volume that is
 * used no more, one that the new version tidied up.
 *
 * @param lost what is lost, each one sentence
 * @param notes what a person may want to know, each one sentence
 */
public record VolumeFate(List<String> lost, List<String> notes) {
    /** Volumes with such names hold what every start may make anew. */
    private static final Pattern THROW_AWAY =
            Pattern.compile("(.*[_-])?(cache|caches|tmp|temp|run|logs?|sessions?|static|assets|sockets?)([_-].*)?");

    /** Copies what could change. */
    public VolumeFate {
        lost = List.copyOf(lost);
        notes = List.copyOf(notes);
    }

    /**
     * A volume in a service, as it was seen once.
     *
     * @param service the service
     * @param folder where the service has it
     * @param volume its name in the compose file
     * @param names the names in its root, without the marker; empty where they were not looked at or are too many
     * @param marked whether the marker lies in it
     */
    public record Seen(String service, String folder, String volume, Optional<Set<String>> names, boolean marked) {
        /** Copies what could change. */
        public Seen {
            names = names.map(Set::copyOf);
        }
    }

    /** Judges. */
    public static VolumeFate of(List<Seen> before, List<Seen> after) {
        var lost = new ArrayList<String>();
        var notes = new ArrayList<String>();
        var known = before.stream().map(Seen::volume).collect(Collectors.toSet());
        var told = new HashSet<String>();
        for (var old : before) {
            if (THROW_AWAY.matcher(old.volume()).matches() || !told.add(old.volume())) {
                continue;
            }
            var same = after.stream()
                    .filter(seen -> seen.volume().equals(old.volume()))
                    .findFirst();
            if (same.isPresent()) {
                emptied(old, same.get()).ifPresent(lost::add);
            } else {
                gone(old, known, after, lost, notes);
            }
        }
        return new VolumeFate(lost, notes);
    }

    private static void gone(Seen old, Set<String> known, List<Seen> after, List<String> lost, List<String> notes) {
        var instead = after.stream()
                .filter(seen ->
                        seen.service().equals(old.service()) && seen.folder().equals(old.folder()))
                .findFirst();
        if (instead.filter(seen -> !known.contains(seen.volume()) && !seen.marked())
                .isPresent()) {
            lost.add("service " + old.service() + " had the volume " + old.volume() + " at " + old.folder()
                    + ", and the new version has the new and empty volume "
                    + instead.get().volume() + " there; no service has " + old.volume()
                    + " any more, so what apps kept in it is out of reach after the upgrade. Keep the volume's name in"
                    + " the compose file, or have the new version take the old data over");
        } else if (instead.isEmpty()) {
            notes.add("the volume " + old.volume() + ", which service " + old.service() + " had at " + old.folder()
                    + ", is in no service of the new version: is its data needed no more?");
        }
    }

    private static Optional<String> emptied(Seen old, Seen now) {
        if (!old.marked() || old.names().isEmpty() || now.names().isEmpty()) {
            return Optional.empty();
        }
        var names = old.names().get();
        var left = names.stream().filter(now.names().get()::contains).count();
        var few = !now.marked() && left * 2 < names.size();
        return names.isEmpty() || !(few || now.names().get().isEmpty())
                ? Optional.empty()
                : Optional.of("the volume " + old.volume() + " of service " + old.service() + " had "
                        + names.stream().sorted().limit(5).toList() + " in it before the upgrade and has "
                        + now.names().get().stream().sorted().limit(5).toList() + " after it: the new version removed"
                        + " what was there");
    }
}
