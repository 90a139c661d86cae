package coop.ccci.sandbox.part.recipe;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import coop.ccci.contract.RecipeName;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sample recipe of the checkout.
 *
 * @param name the recipe's, which is its folder's
 * @param folder with {@code history.yml}, {@code trees/} and perhaps {@code image/}
 * @param history what {@code history.yml} says
 */
public record SampleRecipe(RecipeName name, Path folder, RecipeHistory history) {
    private static final String FILE = "history.yml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .registerModule(new Jdk8Module());

    /** Returns all sample recipes of the checkout, by name. */
    public static List<SampleRecipe> all(Path home) {
        return in(home.resolve("src/sandbox/recipes"));
    }

    /** Returns the recipes that a host's own parts are apps of, by name. */
    public static List<SampleRecipe> ofHosts(Path home) {
        return in(home.resolve("src/sandbox/host-recipes"));
    }

    private static List<SampleRecipe> in(Path place) {
        try (var folders = Files.list(place)) {
            return folders.filter(folder -> Files.exists(folder.resolve(FILE)))
                    .sorted()
                    .map(SampleRecipe::read)
                    .toList();
        } catch (IOException e) {
            throw new SandboxException("the recipes in " + place + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one.
     *
     * @throws SandboxException naming file, place and problem, when the file is not of its form
     */
    public static SampleRecipe read(Path folder) {
        var file = folder.resolve(FILE);
        try {
            var recipe = new SampleRecipe(
                    new RecipeName(folder.getFileName().toString()),
                    folder,
                    YAML.readValue(file.toFile(), RecipeHistory.class));
            recipe.check();
            return recipe;
        } catch (JsonMappingException e) {
            throw new SandboxException(file + ": " + e.getOriginalMessage() + place(e), e);
        } catch (IOException e) {
            throw new SandboxException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the folder of one commit's files. */
    Path tree(RecipeHistory.Step step) {
        return folder.resolve("trees").resolve(step.tree());
    }

    /** Returns the folder that images are built from. */
    Path image() {
        return folder.resolve("image");
    }

    private void check() {
        var tags = new HashSet<String>();
        steps().forEach(step -> {
            require(SandboxAccount.of(step.author()).isPresent(), "there is no account " + step.author());
            require(Files.isDirectory(tree(step)), "there is no folder trees/" + step.tree());
            require(
                    step.tag().isPresent() == step.tagMessage().isPresent(),
                    "tag and tag-message stand together, at the commit \"" + step.message() + "\"");
            step.tag().ifPresent(tag -> require(tags.add(tag), "the tag " + tag + " stands twice"));
        });
        require(!history.main().isEmpty(), "main needs a commit");
        for (var pull : history.pulls()) {
            require(SandboxAccount.of(pull.author()).isPresent(), "there is no account " + pull.author());
            require(!pull.commits().isEmpty(), "the pull request " + pull.branch() + " needs a commit");
            require(
                    pull.base().equals("main") || tags.contains(pull.base()),
                    "the pull request " + pull.branch() + " has the base " + pull.base() + ", which is no tag of main");
        }
        for (var image : history.images()) {
            require(
                    image.program().isEmpty() || image.debian().isPresent(),
                    "the image " + image.name() + " has a program, which goes with debian only");
            require(
                    image.program().map(ImagePrograms::isKnown).orElse(true),
                    "the image " + image.name() + " has a program that the sandbox cannot build; give one of "
                            + ImagePrograms.names());
        }
        require(
                history.images().stream().allMatch(image -> image.debian().isPresent())
                        || Files.exists(image().resolve("Dockerfile")),
                "there is no image/Dockerfile for the images that are not of Debian packages");
    }

    private Stream<RecipeHistory.Step> steps() {
        return Stream.concat(
                history.main().stream(), history.pulls().stream().flatMap(pull -> pull.commits().stream()));
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw new SandboxException(folder.resolve(FILE) + ": " + problem);
        }
    }

    private static String place(JsonMappingException e) {
        return e.getLocation() == null ? "" : ", at line " + e.getLocation().getLineNr();
    }
}
