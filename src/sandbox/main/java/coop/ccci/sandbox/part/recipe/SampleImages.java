package coop.ccci.sandbox.part.recipe;

import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.docker.ContentHash;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerImages;
import coop.ccci.sandbox.part.docker.LocalRegistry;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The images of the sample recipes, built here and pushed to the sandbox's registry. */
public final class SampleImages implements Part {
    private static final String CONTENT = DockerConnection.LABEL + ".content";

    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final DockerImages images;
    private final LocalRegistry registry;
    private final List<Part> needs;
    private final List<SampleRecipe> recipes;
    private final ImagePrograms programs;

    /** Creates the images of these recipes. */
    public SampleImages(
            SandboxSettings settings,
            DockerConnection docker,
            Part engine,
            LocalRegistry registry,
            List<SampleRecipe> recipes) {
        this.settings = settings;
        this.docker = docker;
        this.images = new DockerImages(docker);
        this.registry = registry;
        this.needs = List.of(engine, registry);
        this.recipes = recipes;
        this.programs = new ImagePrograms(settings.home(), settings.parts());
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
    public PartState inspect() {
        if (!docker.answers()) {
            return PartState.missing("no Docker engine answers");
        }
        for (var recipe : recipes) {
            for (var image : recipe.history().images()) {
                if (!isCurrent(recipe, image)) {
                    return PartState.missing("the image " + image.name() + " is not in the registry yet");
                }
            }
        }
        return PartState.up(String.join(
                ", ",
                recipes.stream()
                        .flatMap(recipe -> recipe.history().images().stream())
                        .map(RecipeHistory.Image::name)
                        .toList()));
    }

    @Override
    public void up(ProgressReporter reporter) {
        for (var recipe : recipes) {
            for (var image : recipe.history().images()) {
                if (!isCurrent(recipe, image)) {
                    make(recipe, image, reporter);
                }
            }
        }
    }

    /** The image of Traefik removes all images of the sandbox. */
    @Override
    public String down(ProgressReporter reporter) {
        return "";
    }

    private void make(SampleRecipe recipe, RecipeHistory.Image image, ProgressReporter reporter) {
        if (image.debian().isPresent() && image.program().isPresent()) {
            importRoot(recipe, image, root(image), image.debian().get(), reporter);
            addProgram(recipe, image, image.program().get(), reporter);
        } else if (image.debian().isPresent()) {
            importRoot(recipe, image, full(image), image.debian().get(), reporter);
        } else {
            build(recipe, image, reporter);
        }
        reporter.doing("pushing " + image.name());
        images.push(full(image));
    }

    private void importRoot(
            SampleRecipe recipe, RecipeHistory.Image image, String name, DebianRoot root, ProgressReporter reporter) {
        var archive = root.archive(settings.parts(), reporter);
        reporter.doing("importing " + image.name());
        var user = DebianRoot.USER;
        images.importArchive(
                archive,
                name,
                List.of("USER " + user + ":" + user, "ENV PATH=/usr/sbin:/usr/bin LANG=C.UTF-8"),
                labels(recipe, image));
    }

    /** The program is a layer of its own on the packages, whose archive stays as it is in the cache of parts. */
    private void addProgram(SampleRecipe recipe, RecipeHistory.Image image, String program, ProgressReporter reporter) {
        var context = settings.folder().recipes().resolve(recipe.name() + "-image");
        try {
            FileTrees.delete(context);
            Files.createDirectories(context.resolve("usr"));
            programs.layOut(program, context.resolve("usr"), reporter);
            Files.writeString(context.resolve("Dockerfile"), "FROM " + root(image) + "\nCOPY usr /usr\n");
            reporter.doing("putting " + program + " into " + image.name());
            images.build(context, full(image), Map.of(), labels(recipe, image));
        } catch (IOException e) {
            throw new SandboxException("the image " + image.name() + " cannot be made: " + e, e);
        } finally {
            FileTrees.delete(context);
        }
    }

    private Map<String, String> labels(SampleRecipe recipe, RecipeHistory.Image image) {
        var labels = new TreeMap<>(docker.label());
        labels.put(CONTENT, content(recipe, image));
        return labels;
    }

    private void build(SampleRecipe recipe, RecipeHistory.Image image, ProgressReporter reporter) {
        var context = settings.folder().recipes().resolve(recipe.name() + "-image");
        try {
            reporter.doing("building " + image.name());
            FileTrees.delete(context);
            FileTrees.copy(recipe.image(), context);
            Files.copy(Executables.require("busybox", "busybox-static"), context.resolve("busybox"));
            images.build(context, full(image), image.args(), labels(recipe, image));
        } catch (IOException e) {
            throw new SandboxException("the image " + image.name() + " cannot be made: " + e, e);
        } finally {
            FileTrees.delete(context);
        }
    }

    private boolean isCurrent(SampleRecipe recipe, RecipeHistory.Image image) {
        return content(recipe, image).equals(images.labels(full(image)).get(CONTENT)) && registry.has(image.name());
    }

    private String full(RecipeHistory.Image image) {
        return settings.registry() + "/" + image.name();
    }

    /** Returns the name of the packages alone, which no registry has. */
    private String root(RecipeHistory.Image image) {
        return full(image) + "-root";
    }

    /** Returns a hash of what the image is made of. */
    private String content(SampleRecipe recipe, RecipeHistory.Image image) {
        return image.debian()
                .map(root -> image.program()
                        .map(program -> ContentHash.hash(root.hash(), image.name(), program, programs.version(program)))
                        .orElseGet(() -> ContentHash.hash(root.hash(), image.name())))
                .orElseGet(() -> folderContent(recipe, image));
    }

    private static String folderContent(SampleRecipe recipe, RecipeHistory.Image image) {
        try (var paths = Files.walk(recipe.image())) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((image.name() + image.args()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
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
}
