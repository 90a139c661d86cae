package coop.ccci.abra.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** The checkouts in {@code $ABRA_DIR/recipes/}, and where they are cloned from when they are not there yet. */
public final class Recipes {
    /** The address of recipes that the catalogue does not have. */
    private static final String HOME = "https://git.coopcloud.tech/coop-cloud/";

    private final Path folder;
    private final Path catalogue;

    /**
     * The recipes of one {@code ABRA_DIR}.
     *
     * @param folder of the checkouts; made when the first one is cloned
     * @param catalogue the file {@code recipes.json}, which may be absent
     */
    public Recipes(Path folder, Path catalogue) {
        this.folder = folder;
        this.catalogue = catalogue;
    }

    /**
     * Opens the checkout of a recipe, cloning it first when it is not there.
     *
     * @param isOffline whether nothing may be cloned
     * @throws FatalException when there is no such recipe
     */
    public RecipeCheckout ensure(RecipeReference recipe, boolean isOffline) {
        var checkout = folder.resolve(recipe.folder());
        if (!Files.isDirectory(checkout)) {
            if (isOffline) {
                throw new FatalException("unknown recipe " + recipe.name() + ": there is no " + checkout
                        + ", and --offline forbids to fetch it");
            }
            clone(recipe, checkout);
        }
        return RecipeCheckout.open(recipe.name(), checkout);
    }

    /** Clones a recipe or brings its checkout up to date, and moves it to the newest commit of its main branch. */
    public void fetch(RecipeReference recipe) {
        var isNew = !Files.isDirectory(folder.resolve(recipe.folder()));
        try (var checkout = ensure(recipe, false)) {
            if (!isNew) {
                checkout.requireClean();
                checkout.fetch();
                checkout.checkoutNewest();
            }
        }
    }

    private void clone(RecipeReference recipe, Path checkout) {
        IsolatedSystemReader.install();
        var address = address(recipe);
        try {
            Files.createDirectories(folder);
            Git.cloneRepository()
                    .setURI(address)
                    .setDirectory(checkout.toFile())
                    .call()
                    .close();
        } catch (GitAPIException | IOException e) {
            throw new FatalException(
                    "unknown recipe " + recipe.name() + "? cannot clone " + address + ": "
                            + PrivateRepository.message(e).orElse(e.getMessage()),
                    e);
        }
    }

    private String address(RecipeReference recipe) {
        if (recipe.isElsewhere()) {
            return "https://" + recipe.name() + ".git";
        }
        return catalogue(recipe.name()).path("repository").asText(HOME + recipe.name() + ".git");
    }

    /**
     * Returns the catalogue's entry of a recipe; a missing node when there is no catalogue or no such entry.
     *
     * @throws FatalException when the catalogue cannot be read
     */
    public JsonNode catalogue(String recipe) {
        if (!Files.exists(catalogue)) {
            return MissingNode.getInstance();
        }
        try {
            return new JsonMapper().readTree(catalogue.toFile()).path(recipe);
        } catch (IOException e) {
            throw new FatalException("cannot read " + catalogue + ": " + e.getMessage(), e);
        }
    }
}
