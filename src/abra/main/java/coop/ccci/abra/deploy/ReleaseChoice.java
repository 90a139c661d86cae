package coop.ccci.abra.deploy;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.recipe.RecipeVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The release that an app is upgraded or rolled back to. It is always a release: abra moves no app to a commit without
 * a tag this way.
 *
 * @param app the app's name
 * @param releases of the recipe
 * @param deployed the release that runs; empty when that is not known, and then every release will do
 */
public record ReleaseChoice(String app, List<RecipeVersion> releases, Optional<RecipeVersion> deployed) {
    /**
     * The newest release in that direction, or the one that is wanted.
     *
     * @param isForced whether the deployed release may be deployed again
     * @throws FatalException when there is none, or the one that is wanted is no release or the wrong way
     */
    public RecipeVersion choose(Direction direction, Optional<String> wanted, boolean isForced) {
        var possible = releases.stream()
                .filter(release -> deployed.map(
                                now -> direction.leads(now, release) || (isForced && now.compareTo(release) == 0))
                        .orElse(true))
                .toList();
        if (wanted.isPresent()) {
            var release = release(wanted.get());
            if (!possible.contains(release)) {
                throw new FatalException(release + " is not " + (direction == Direction.UPGRADE ? "an " : "a ")
                        + direction + " for " + app + ", which runs " + running());
            }
            return release;
        }
        return possible.stream()
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new FatalException(
                        "no available " + direction + "s for " + app + ", you're on " + running() + "?"));
    }

    /** The releases after the deployed one up to another one, oldest first. */
    public List<RecipeVersion> upTo(RecipeVersion last) {
        return releases.stream()
                .filter(release ->
                        deployed.map(now -> release.compareTo(now) > 0).orElse(release.equals(last)))
                .filter(release -> release.compareTo(last) <= 0)
                .sorted()
                .toList();
    }

    private RecipeVersion release(String name) {
        return releases.stream()
                .filter(release -> release.tag().equals(name))
                .findFirst()
                .orElseThrow(() -> new FatalException(name + " is no release: choose one of " + releases
                        + "; for anything else" + " there is abra app deploy --chaos"));
    }

    private String running() {
        return deployed.map(RecipeVersion::tag).orElse("an unknown version");
    }
}
