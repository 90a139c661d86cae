package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.deploy.Direction;
import coop.ccci.abra.deploy.ReleaseChoice;
import coop.ccci.abra.recipe.RecipeCheckout;
import coop.ccci.abra.recipe.RecipeVersion;
import java.util.Optional;

/** Moves a deployed app to another release of its recipe. */
final class VersionMove {
    private final Abra abra;
    private final String name;
    private final DeployFlags flags;

    VersionMove(Abra abra, String name, DeployFlags flags) {
        this.abra = abra;
        this.name = name;
        this.flags = flags;
    }

    /**
     * Does it.
     *
     * @param onlyNotes show the release notes and leave it at that
     */
    void run(Direction direction, Optional<String> wanted, boolean onlyNotes) {
        var app = abra.folder().app(name);
        try (var recipe = abra.recipes().ensure(app.recipe(), abra.isOffline())) {
            recipe.refuseWhenDirty();
            if (!abra.isOffline()) {
                recipe.fetch();
            }
            var stack = abra.stack(app);
            if (!stack.isDeployed()) {
                throw new FatalException(name + " is not deployed?");
            }
            var choice = new ReleaseChoice(
                    name, recipe.versions(), stack.label("version").flatMap(RecipeVersion::of));
            var chosen = choice.choose(direction, wanted, flags.isForced());
            choice.upTo(chosen).forEach(release -> showNotes(recipe, release));
            if (onlyNotes) {
                return;
            }
            abra.confirm(direction + " " + name + " to " + chosen + "?");
            abra.deploy(
                    flags.request(abra, name, Optional.of(chosen.tag()), false).over(), app, recipe);
        }
    }

    private void showNotes(RecipeCheckout recipe, RecipeVersion release) {
        recipe.fileAt(release.tag(), "release/" + release.tag())
                .ifPresent(notes -> abra.out().println(release + ": " + notes.strip()));
    }
}
