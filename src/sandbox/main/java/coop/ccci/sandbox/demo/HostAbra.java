package coop.ccci.sandbox.demo;

import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.Exports;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.abra.AbraScript;
import coop.ccci.sandbox.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The abra of a host as a package of its store: the real one where this machine has it, else the stand-in of this checkout,
 * copied, because a unit with a {@code /tmp} of its own does not see a checkout that lies there.
 */
final class HostAbra {
    /** Its store path. */
    static final String PLACE = "/nix/store/@hash@-abra";

    private HostAbra() {}

    /** Lays it out in a folder. */
    static void write(Path folder, Exports sandbox, Path home) {
        try {
            FileTrees.delete(folder);
            var bin = Files.createDirectories(folder.resolve("bin"));
            if (sandbox.path().isEmpty()) {
                Files.createSymbolicLink(bin.resolve("abra"), Executables.require("abra", "abra"));
                return;
            }
            var built = Files.createDirectories(folder.resolve("src/abra/target"));
            var target = home.resolve("src/abra/target");
            FileTrees.copy(target.resolve("lib"), built.resolve("lib"));
            try (Stream<Path> jars = Files.list(target)) {
                for (var jar :
                        jars.filter(each -> each.toString().endsWith(".jar")).toList()) {
                    Files.copy(jar, built.resolve(jar.getFileName()));
                }
            }
            var script = new AbraScript(bin, folder);
            script.write();
            var text = Files.readString(script.file());
            Files.writeString(script.file(), text.replace(folder.toString(), PLACE));
        } catch (IOException e) {
            throw new SandboxException("the host's abra cannot be laid out in " + folder + ": " + e, e);
        }
    }
}
