package coop.ccci.sandbox.config;

import coop.ccci.host.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The one folder that holds all state of a sandbox. Everything in it is the sandbox's own and goes with {@code sandbox
 * down}, but only by the names listed here: a folder that holds something else keeps it.
 *
 * @param path absolute and without symbolic links in its existing part
 */
public record SandboxFolder(Path path) {
    /** Unix sockets deep under the folder must fit the kernel's 107 bytes. */
    private static final int MAX_PATH_LENGTH = 60;

    private static final List<String> OWN = List.of(
            "docker",
            "registry",
            "traefik",
            "gitea",
            "drone",
            "backup",
            "recipes",
            "abra",
            "bin",
            "images",
            "runs",
            "state",
            "bridge",
            "host",
            "canaries",
            "canaries.lock",
            "demo.lock",
            "demo.holder",
            "settings");

    /**
     * Checks the folder.
     *
     * @throws SandboxException when the path is too long for the sockets that Docker puts under it
     */
    public SandboxFolder {
        path = path.toAbsolutePath().normalize();
        if (path.toString().length() > MAX_PATH_LENGTH) {
            throw new SandboxException("CCCI_SANDBOX_DIR is " + path + ", which is longer than " + MAX_PATH_LENGTH
                    + " characters: Docker's sockets under it would get names that the kernel refuses. Choose a"
                    + " shorter path.");
        }
    }

    /** Returns the folder of Docker's data, run-time state, log. */
    public Path docker() {
        return path.resolve("docker");
    }

    /** Returns the registry's configuration, data and log. */
    public Path registry() {
        return path.resolve("registry");
    }

    /** Returns the folder of Traefik's files, the certificate and its authority. */
    public Path traefik() {
        return path.resolve("traefik");
    }

    /** Returns the certificate of the throw-away authority, as PEM. */
    public Path authority() {
        return traefik().resolve("authority.pem");
    }

    /** Returns what the backup bot is deployed from. */
    public Path backup() {
        return path.resolve("backup");
    }

    /** Returns the folder of Gitea's configuration, data, log and accounts. */
    public Path gitea() {
        return path.resolve("gitea");
    }

    /** Returns the folder of Drone's database, secrets, logs, and the folders of its builds. */
    public Path drone() {
        return path.resolve("drone");
    }

    /** Returns the sample recipes as git repositories, before they are pushed. */
    public Path recipes() {
        return path.resolve("recipes");
    }

    /** Returns the {@code ABRA_DIR} that belongs to the sandbox. */
    public Path abra() {
        return path.resolve("abra");
    }

    /** Returns what goes on {@code PATH} where there is no real {@code abra}. */
    public Path bin() {
        return path.resolve("bin");
    }

    /** Returns the folder that says which images were pulled for the sandbox. */
    public Path images() {
        return path.resolve("images");
    }

    /** Returns what the last {@code ./cc-ci canaries} made and saw. */
    public Path canaries() {
        return path.resolve("canaries");
    }

    /** Returns the {@code CCCI_RUNS_DIR} that belongs to the sandbox. */
    public Path runs() {
        return path.resolve("runs");
    }

    /** Returns the {@code CCCI_STATE_DIR} that belongs to the sandbox: what harnesses remember from run to run. */
    public Path state() {
        return path.resolve("state");
    }

    /** Returns the folder with ledger and log of a bridge that works with the sandbox. */
    public Path bridge() {
        return path.resolve("bridge");
    }

    /** Returns the folder of a host that is tried in the sandbox: its units, secrets, state. */
    public Path host() {
        return path.resolve("host");
    }

    /** Returns the settings that the sandbox was brought up with. */
    public Path settings() {
        return path.resolve("settings");
    }

    /** Returns the lock file that is held while {@code up} or {@code down} works; it stays, see {@link coop.ccci.contract.KernelLock}. */
    public Path lock() {
        return path.resolve("lock");
    }

    /** Returns the lock file that a running demo holds, see {@link coop.ccci.contract.KernelLock}. */
    public Path demoLock() {
        return path.resolve("demo.lock");
    }

    /** Returns the file that says which process holds {@link #demoLock}, and where its dashboard is. */
    public Path demoHolder() {
        return path.resolve("demo.holder");
    }

    /** Makes the folder, readable by its owner only: it holds passwords. */
    public void make() {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new SandboxException(
                    "cannot make the folder " + path + ": " + e + ". Choose another one with CCCI_SANDBOX_DIR.", e);
        }
    }

    /**
     * Deletes what is the sandbox's own in the folder.
     *
     * @throws UncheckedIOException when a file cannot be deleted
     */
    public void deleteContents() {
        OWN.forEach(name -> FileTrees.delete(path.resolve(name)));
    }
}
