package coop.ccci.sandbox.part.abra;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sandbox's {@code ABRA_DIR} with its catalogue, and the start script of the stand-in for {@code abra}. */
public final class AbraSetup implements Part {
    private final SandboxSettings settings;
    private final Catalogue catalogue;
    private final AbraScript script;

    /** Creates the folder of that sandbox. */
    public AbraSetup(SandboxSettings settings, List<SampleRecipe> recipes) {
        this.settings = settings;
        this.catalogue = new Catalogue(settings.gitea(), recipes);
        this.script = new AbraScript(settings.folder().bin(), settings.home());
    }

    @Override
    public String name() {
        return "abra";
    }

    @Override
    public List<Part> needs() {
        return List.of();
    }

    @Override
    public PartState inspect() {
        try {
            if (!folders().allMatch(Files::isDirectory) || !Files.isExecutable(script.file())) {
                return PartState.missing("its folder and its start script are not made yet");
            }
            if (!script.isCurrent() || !catalogueIsCurrent()) {
                return PartState.outdated("the stand-in of another build, " + script.file());
            }
            var other = Executables.find("abra")
                    .filter(found -> !found.startsWith(settings.folder().bin()));
            return PartState.up(
                    other.map(found -> "the one on the PATH, " + found).orElse("the stand-in, " + script.file()));
        } catch (IOException e) {
            throw new SandboxException("cannot read " + settings.folder().abra() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void up(ProgressReporter reporter) {
        try {
            for (Path folder : folders().toList()) {
                Files.createDirectories(folder);
            }
            writeCatalogue();
            script.write();
        } catch (IOException e) {
            throw new SandboxException("cannot make " + settings.folder().abra() + ": " + e.getMessage(), e);
        }
    }

    /** Writes which recipes abra knows by name, and nothing else. */
    public void writeCatalogue() {
        try {
            Files.writeString(catalogueFile(), catalogue.json());
        } catch (IOException e) {
            throw new SandboxException("cannot write " + catalogueFile() + ": " + e.getMessage(), e);
        }
    }

    /** Everything is files in the sandbox's folder, which goes as a whole. */
    @Override
    public String down(ProgressReporter reporter) {
        return "";
    }

    private boolean catalogueIsCurrent() throws IOException {
        return Files.exists(catalogueFile())
                && Files.readString(catalogueFile()).equals(catalogue.json());
    }

    private Path catalogueFile() {
        return settings.folder().abra().resolve("catalogue/recipes.json");
    }

    private Stream<Path> folders() {
        var abra = settings.folder().abra();
        return Stream.of(
                abra.resolve("servers/default"),
                abra.resolve("catalogue"),
                abra.resolve("recipes"),
                settings.folder().bin(),
                settings.folder().runs());
    }
}
