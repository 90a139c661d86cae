package coop.ccci.sandbox.recipe;

import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.SandboxFolder;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.debian.DebianRoot;
import coop.ccci.sandbox.docker.Docker;
import coop.ccci.sandbox.docker.Images;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Programs;
import coop.ccci.sandbox.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The images of the sample recipes, built here and pushed to the sandbox's registry. */
public final class SampleImages implements Part {
    private static final String CONTENT = Docker.LABEL + ".content";

    private final Settings settings;
    private final Docker docker;
    private final Registry registry;
    private final List<Part> needs;
    private final List<SampleRecipe> recipes;

    /** The images of these recipes. */
    public SampleImages(Settings settings, Docker docker, Part engine, Registry registry, List<SampleRecipe> recipes) {
        this.settings = settings;
        this.docker = docker;
        this.registry = registry;
        this.needs = List.of(engine, registry);
        this.recipes = recipes;
    }

    @Override
    public String name() {
        return "sample images";
    }

    @Override
    public List<Part> needs() {
        return needs;
    }

    @Override
    public State look() {
        if (!docker.answers()) {
            return new State.Missing("no Docker engine answers");
        }
        for (var recipe : recipes) {
            for (var image : recipe.history().images()) {
                if (!isCurrent(recipe, image)) {
                    return new State.Missing("the image " + image.name() + " is not in the registry yet");
                }
            }
        }
        return new State.Up(String.join(
                ", ",
                recipes.stream()
                        .flatMap(recipe -> recipe.history().images().stream())
                        .map(RecipeHistory.Image::name)
                        .toList()));
    }

    @Override
    public void up(Step step) {
        for (var recipe : recipes) {
            for (var image : recipe.history().images()) {
                if (!isCurrent(recipe, image)) {
                    make(recipe, image, step);
                }
            }
        }
    }

    /** The image of Traefik removes all images of the sandbox. */
    @Override
    public String down(Step step) {
        return "";
    }

    private void make(SampleRecipe recipe, RecipeHistory.Image image, Step step) {
        if (image.debian().isPresent()) {
            var root = image.debian().get().make(settings.parts(), step);
            step.doing("pushing " + image.name());
            registry.pushRoot(image.name(), root, DebianRoot.USER, labels(image));
        } else {
            build(recipe, image, step);
        }
    }

    /** Two images of one root differ by their names. */
    private Map<String, String> labels(RecipeHistory.Image image) {
        var labels = new TreeMap<>(docker.label());
        labels.put(CONTENT, image.name());
        return labels;
    }

    private void build(SampleRecipe recipe, RecipeHistory.Image image, Step step) {
        var labels = new HashMap<>(docker.label());
        labels.put(CONTENT, content(recipe, image));
        var context = settings.folder().recipes().resolve(recipe.name() + "-image");
        try {
            step.doing("building " + image.name());
            SandboxFolder.deleteTree(context);
            copy(recipe.image(), context);
            Files.copy(Programs.need("busybox", "busybox-static"), context.resolve("busybox"));
            new Images(docker).build(context, full(image), image.args(), labels);
            step.doing("pushing " + image.name());
            new Images(docker).push(full(image));
        } catch (IOException e) {
            throw new SandboxException("the image " + image.name() + " cannot be made: " + e, e);
        } finally {
            SandboxFolder.deleteTree(context);
        }
    }

    private boolean isCurrent(SampleRecipe recipe, RecipeHistory.Image image) {
        if (image.debian().isPresent()) {
            return image.debian()
                    .get()
                    .cached(settings.parts())
                    .filter(root -> registry.hasRoot(image.name(), root, DebianRoot.USER, labels(image)))
                    .isPresent();
        }
        return content(recipe, image)
                        .equals(new Images(docker).labels(full(image)).get(CONTENT))
                && registry.has(image.name());
    }

    private String full(RecipeHistory.Image image) {
        return settings.registry() + "/" + image.name();
    }

    /** A hash of what the image is made of. */
    private static String content(SampleRecipe recipe, RecipeHistory.Image image) {
        try (var paths = Files.walk(recipe.image())) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(image.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(
                        recipe.image().relativize(file).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new SandboxException("the image folder of " + recipe.name() + " cannot be read: " + e, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path each : paths.toList()) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
