package coop.ccci.reconcile.nix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.document.DocumentedCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/install.md for NixOS, in a folder in place of the machine: an operator's copy of the repository, with
 * the secrets as a submodule of its own, is cloned, and what {@code nixos-rebuild} is given is evaluated by the real Nix.
 */
class NixosDocumentTest {
    @TempDir
    private Path folder;

    private FlakeFixture flake;

    @BeforeEach
    void makeTheCopy() throws Exception {
        flake = new FlakeFixture(folder);
        var secrets = Files.createDirectory(folder.resolve("private"));
        Files.writeString(secrets.resolve("secrets.yaml"), "wildcard: {}\n");
        git(secrets, "init -q", "add -A", "commit -qm secrets");
        flake.replace("nix/hosts/cc-ci/default.nix", "ci.example.org", "ci.example.com");
        // Git has no empty folders.
        Files.createFile(flake.flake().resolve("src/sources"));
        git(
                flake.flake(),
                "init -q",
                "add -A",
                "commit -qm copy",
                // as secrets/README.md has it
                "rm -qr secrets",
                "submodule --quiet add " + secrets + " secrets",
                "commit -qm values");
        Files.writeString(folder.resolve("cc-ci-key.txt"), "the key of the host\n");
        for (var program : List.of("systemd-run", "nixos-rebuild")) {
            var file = Files.createDirectories(folder.resolve("bin")).resolve(program);
            // The one starts what comes after its options, the other keeps its words.
            var script = program.equals("nixos-rebuild")
                    ? "echo \"$@\" >'" + folder.resolve("rebuilt") + "'"
                    : "while :; do case $1 in --*) shift ;; *) exec \"$@\" ;; esac; done";
            Files.writeString(file, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void what_is_cloned_is_what_is_switched_to_with_its_secrets_and_its_key() throws Exception {
        var blocks = DocumentedCommands.of("docs/install.md", "## With NixOS").blocks();
        assertThat(blocks).hasSize(1);
        run(
                folder,
                blocks.get(0)
                        .replace("<your copy>", flake.flake().toString())
                        .replace("/etc/cc-ci", folder + "/etc/cc-ci")
                        .replace("/var/lib/", folder + "/var/lib/"));

        var words = Files.readString(folder.resolve("rebuilt")).strip().split(" ", -1);
        assertThat(words).hasSize(3).startsWith("switch", "--flake");
        var host = words[2].split("#", -1);
        assertThat(host).containsExactly(folder + "/etc/cc-ci", "cc-ci");
        assertThat(evaluated("services.cc-ci.secrets.file", host[0])).endsWith("/secrets/secrets.yaml");
        assertThat(evaluated("system.build.toplevel.drvPath", host[0])).endsWith(".drv");
        var key = Path.of(folder + evaluated("sops.age.keyFile", host[0]));
        assertThat(key).hasContent("the key of the host");
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(key.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    private String evaluated(String option, String place) {
        var ended =
                flake.at(place, "eval", "#nixosConfigurations.cc-ci.config." + option, "--raw", "--apply", "toString");
        assertThat(ended.code()).as(ended.errors()).isZero();
        return ended.output();
    }

    private static void git(Path place, String... commands) throws Exception {
        for (var command : commands) {
            run(place, "git -c user.name=operator -c user.email=operator@example.org " + command);
        }
    }

    private static void run(Path place, String commands) throws Exception {
        var builder = new ProcessBuilder("sh", "-euc", commands)
                .directory(place.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .put("PATH", place.resolve("bin") + ":" + builder.environment().get("PATH"));
        // A submodule of this machine: an operator's is elsewhere.
        builder.environment().put("GIT_ALLOW_PROTOCOL", "file");
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(commands + said).isZero();
    }
}
