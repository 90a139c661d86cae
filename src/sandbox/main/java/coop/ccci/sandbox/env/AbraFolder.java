package coop.ccci.sandbox.env;

import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sandbox's {@code ABRA_DIR}, and the start script of the stand-in for {@code abra}. A harness starts abra a dozen
 * times in a run, so the script starts Java the short way.
 */
public final class AbraFolder implements Part {
    private static final String MAIN = "coop.ccci.sandbox.abra.Main";

    private final Settings settings;

    /** The folder of that sandbox. */
    public AbraFolder(Settings settings) {
        this.settings = settings;
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
    public State look() {
        try {
            var script = script();
            if (!folders().allMatch(Files::isDirectory)
                    || !Files.isExecutable(script)
                    || !Files.readString(script).equals(text())) {
                return new State.Missing("there is no folder and no start script for it yet");
            }
            var real = Programs.find("abra")
                    .filter(found -> !found.startsWith(settings.folder().bin()));
            return new State.Up(real.map(found -> "the real one, " + found).orElse("the stand-in, " + script));
        } catch (IOException e) {
            throw new SandboxException("cannot read " + script() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void up(Step step) {
        try {
            for (Path folder : folders().toList()) {
                Files.createDirectories(folder);
            }
            var script = script();
            Files.writeString(script, text());
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new SandboxException("cannot make " + settings.folder().abra() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String down(Step step) {
        return "";
    }

    private Path script() {
        return settings.folder().bin().resolve("abra");
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

    private static String text() {
        return """
                #!/bin/sh
                # The stand-in for abra, see docs/adr/0004. Made by `sandbox up`.
                exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \\
                    -cp %s %s "$@"
                """
                .formatted(
                        ShellQuote.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        ShellQuote.of(System.getProperty("java.class.path")),
                        MAIN);
    }
}
