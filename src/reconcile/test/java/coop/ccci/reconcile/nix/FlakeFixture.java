package coop.ccci.reconcile.nix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A copy of the flake, evaluated by the real Nix against the stand-ins for nixpkgs and sops-nix, with a store of its own. */
public final class FlakeFixture {
    public static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final String SETTINGS =
            """
            experimental-features = nix-command flakes
            build-users-group =
            substitute = false
            """;

    private final Path folder;
    private final Path flake;
    private final NixTool nix;

    FlakeFixture(Path folder) throws IOException {
        this.folder = folder;
        this.nix = NixTool.of("nix");
        this.flake = folder.resolve("flake");
        for (var part : List.of(
                ".mvn",
                "flake.nix",
                "flake.lock",
                "nix",
                "secrets",
                "cc-ci",
                "LICENSE",
                "pom.xml",
                "recipe-tests",
                "routes")) {
            copy(ROOT.resolve(part), flake.resolve(part));
        }
        Files.createDirectories(flake.resolve("src"));
        Files.deleteIfExists(flake.resolve("secrets/secrets.yaml"));
    }

    /** Gives the host a module of its operator. */
    void operator(String module) throws IOException {
        Files.writeString(flake.resolve("nix/hosts/cc-ci/hardware.nix"), module);
    }

    void replace(String file, String old, String with) throws IOException {
        var text = Files.readString(flake.resolve(file));
        if (!text.contains(old)) {
            throw new AssertionError(file + " has no " + old);
        }
        Files.writeString(flake.resolve(file), text.replace(old, with));
    }

    /** Returns where the copy is. */
    Path flake() {
        return flake;
    }

    NixTool.Ended nix(String command, String attribute, String... more) {
        return at("path:" + flake, command, attribute, more);
    }

    /** Looks at the flake at another place, such as a clone of the copy. */
    NixTool.Ended at(String place, String command, String attribute, String... more) {
        var words = new ArrayList<>(List.of(command.split(" ")));
        for (var input : List.of("nixpkgs", "sops-nix")) {
            words.addAll(List.of("--override-input", input, "path:" + flake.resolve("nix/tests/stand-in/" + input)));
        }
        words.add("--no-write-lock-file");
        return run(words, place + attribute, more);
    }

    /** Without the stand-ins, so with what the lock file says. */
    NixTool.Ended nixAsLocked(String command, String... more) {
        return run(new ArrayList<>(List.of(command.split(" "))), "path:" + flake, more);
    }

    private NixTool.Ended run(List<String> words, String reference, String... more) {
        words.addAll(List.of("--store", folder.resolve("store").toString(), "--offline", reference));
        words.addAll(List.of(more));
        var environment = Map.of(
                "NIX_CONFIG", SETTINGS,
                "NIX_STATE_DIR", folder.resolve("state").toString(),
                "NIX_LOG_DIR", folder.resolve("log").toString(),
                "HOME", Objects.requireNonNull(folder).toString());
        return nix.run(flake, environment, words);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var each : all.toList()) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(each, target);
                }
            }
        }
    }
}
