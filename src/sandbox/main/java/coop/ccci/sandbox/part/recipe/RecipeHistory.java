package coop.ccci.sandbox.part.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sample recipe as {@code history.yml} tells it; {@code src/sandbox/recipes/README.md} describes each key.
 *
 * @param description of the repository
 * @param repository the name of its repository, where that is not the recipe's
 * @param begins the date of the first commit; every next commit in the file is one hour later
 * @param onDemand whether the recipe is left out of a sandbox until somebody asks for it, see {@link AskedRecipes}
 * @param needs the recipes on demand that come with it
 * @param images what {@code image/} is built into
 * @param main the commits of the branch main, the oldest first
 * @param pulls the pull requests, in the order of their numbers
 */
public record RecipeHistory(
        @JsonProperty(required = true) String description,
        Optional<String> repository,
        @JsonProperty(required = true) Instant begins,
        @JsonProperty("on-demand") boolean onDemand,
        List<String> needs,
        List<Image> images,
        @JsonProperty(required = true) List<Step> main,
        List<Pull> pulls) {

    /** Lists that are absent are empty. */
    public RecipeHistory {
        requireValue("description", description);
        requireValue("begins", begins);
        requireValue("main", main);
        repository = repository == null ? Optional.empty() : repository;
        needs = needs == null ? List.of() : List.copyOf(needs);
        images = images == null ? List.of() : List.copyOf(images);
        main = List.copyOf(main);
        pulls = pulls == null ? List.of() : List.copyOf(pulls);
    }

    /**
     * An image.
     *
     * @param name repository and tag, without a registry
     * @param args build arguments
     * @param debian what it is made of instead of {@code image/}
     * @param program a program that is built here and goes with those packages: {@code gitea} or {@code drone-server}
     */
    public record Image(
            @JsonProperty(required = true) String name,
            Map<String, String> args,
            Optional<DebianRoot> debian,
            Optional<String> program) {
        /** What is absent is empty. */
        public Image {
            requireValue("name", name);
            debian = debian == null ? Optional.empty() : debian;
            program = program == null ? Optional.empty() : program;
            args = args == null ? Map.of() : Map.copyOf(args);
        }
    }

    /**
     * One commit.
     *
     * @param tree the folder under {@code trees/} that is laid over the tree before
     * @param message of the commit
     * @param author the login of an account
     * @param tag an annotated tag on the commit
     * @param tagMessage the tag's message, which must stand where tag stands
     * @param delete paths that the commit removes
     */
    public record Step(
            @JsonProperty(required = true) String tree,
            @JsonProperty(required = true) String message,
            @JsonProperty(required = true) String author,
            Optional<String> tag,
            @JsonProperty("tag-message") Optional<String> tagMessage,
            List<String> delete) {
        /** What is absent is empty. */
        public Step {
            requireValue("tree", tree);
            requireValue("message", message);
            requireValue("author", author);
            tag = tag == null ? Optional.empty() : tag;
            tagMessage = tagMessage == null ? Optional.empty() : tagMessage;
            delete = delete == null ? List.of() : List.copyOf(delete);
        }
    }

    /**
     * A pull request.
     *
     * @param branch where its commits are
     * @param title as people read it
     * @param body the text below
     * @param author the login of who opens it
     * @param fork whether the branch is in the author's fork
     * @param base the tag or branch that it starts from
     * @param commits its commits, the oldest first
     */
    public record Pull(
            @JsonProperty(required = true) String branch,
            @JsonProperty(required = true) String title,
            String body,
            @JsonProperty(required = true) String author,
            boolean fork,
            String base,
            @JsonProperty(required = true) List<Step> commits) {
        /** The body is empty and the base is main where they are absent. */
        public Pull {
            requireValue("branch", branch);
            requireValue("title", title);
            requireValue("author", author);
            requireValue("commits", commits);
            body = body == null ? "" : body;
            base = base == null ? "main" : base;
            commits = List.copyOf(commits);
        }
    }

    /** Requires a value: a key that stands there without one is as wrong as one that is missing. */
    private static void requireValue(String key, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " has no value");
        }
    }
}
