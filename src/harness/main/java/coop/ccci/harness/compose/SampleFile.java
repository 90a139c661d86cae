package coop.ccci.harness.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A recipe's {@code .env.sample}, from which {@code abra app new} makes an app's settings. */
public final class SampleFile {
    /** The file's name in a recipe. */
    public static final String NAME = ".env.sample";

    private SampleFile() {}

    /**
     * Reads it as abra fills it in: the sample's own domain, {@code <recipe>.example.com}, is the app's wherever it stands
     * (abra's {@code TemplateAppEnvSample}).
     *
     * @param checkout the recipe's folder, which has the recipe's name
     * @return empty when the recipe has none
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    public static Optional<EnvFile> filledIn(Path checkout, String domain) {
        var file = checkout.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var ofTheSample = checkout.getFileName() + ".example.com";
        return Optional.of(EnvFile.parse(EnvFile.read(file).text().replace(ofTheSample, domain)));
    }
}
