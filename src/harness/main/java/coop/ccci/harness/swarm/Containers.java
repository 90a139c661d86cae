package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The inside of an app's containers: programs run there, small files put there and read there. Files go through
 * Docker's archive interface, which needs neither a shell nor any other program in the image.
 *
 * <p>Every method throws a {@link RunException} of the environment when Docker does not answer, and of the recipe when the
 * container is not there any more.
 */
public final class Containers {
    private static final int MAX_OUTPUT_BYTES = 1024 * 1024;
    private static final int MAX_FILE_BYTES = 1024 * 1024;
    private static final int MAX_FOLDER_BYTES = 4 * 1024 * 1024;

    private final DockerApi docker;

    /** Reaches the containers of that Docker engine. */
    public Containers(DockerApi docker) {
        this.docker = docker;
    }

    /**
     * What a program in a container did.
     *
     * @param exit its exit code
     * @param output what it wrote to standard output, not masked, at most 1 MiB with the errors
     * @param errors what it wrote to standard error, not masked
     */
    public record Ran(int exit, String output, String errors) {}

    /**
     * A volume in a container.
     *
     * @param name the volume's name on the swarm, with the stack in front
     * @param folder where the container has it
     */
    public record Mount(String name, String folder) {}

    /**
     * Runs a program in a container as the container's own user.
     *
     * @param arguments the program and its arguments; no shell sees them
     * @param environment added to the container's own
     * @param atMost how long it may take; a program cannot be ended from outside, it ends with its container
     * @throws CancelledException when the deadline is over first
     */
    public Ran run(
            String container,
            List<String> arguments,
            Map<String, String> environment,
            Duration atMost,
            Deadline deadline) {
        var variables = environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        var made = docker.post(
                "/containers/" + container + "/exec",
                Map.of("AttachStdout", true, "AttachStderr", true, "Cmd", arguments, "Env", variables));
        var id = made.path("Id").asText();
        var frames =
                await(() -> docker.stream("/exec/" + id + "/start", MAX_OUTPUT_BYTES), arguments, atMost, deadline);
        var exit = docker.get("/exec/" + id + "/json").path("ExitCode").asInt(-1);
        return new Ran(exit, LogFrames.text(frames, LogFrames.OUTPUT), LogFrames.text(frames, LogFrames.ERRORS));
    }

    private static byte[] await(
            java.util.function.Supplier<byte[]> work, List<String> arguments, Duration atMost, Deadline deadline) {
        var result = new CompletableFuture<byte[]>();
        var thread = new Thread(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "exec");
        thread.setDaemon(true);
        thread.start();
        try {
            return deadline.await(result, atMost);
        } catch (TimeoutException e) {
            throw RunException.recipe("\"" + String.join(" ", arguments) + "\" did not end within " + atMost.toSeconds()
                    + " s in its container");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RunException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    /** Returns the volumes that a container may write to. */
    public List<Mount> volumes(String container) {
        var volumes = new ArrayList<Mount>();
        for (JsonNode mount : docker.get("/containers/" + container + "/json").path("Mounts")) {
            if (mount.path("Type").asText().equals("volume") && mount.path("RW").asBoolean(true)) {
                volumes.add(new Mount(
                        mount.path("Name").asText(), mount.path("Destination").asText()));
            }
        }
        return volumes;
    }

    /**
     * The image that a container was really made from.
     *
     * @param name as it was named: with a tag, a digest or both
     * @param id its id on this machine, {@code sha256:…}; empty where the container is gone
     */
    public record ImageOf(String name, String id) {}

    /** Returns the image that a container was really made from. */
    public ImageOf image(String container) {
        var inspected = docker.get("/containers/" + container + "/json");
        return new ImageOf(
                inspected.path("Config").path("Image").asText(""),
                inspected.path("Image").asText(""));
    }

    /** Returns the id of an image that is on this machine, by any of its names; empty when there is none. */
    public Optional<String> imageId(ImageReference image) {
        return Optional.of(
                        docker.get("/images/" + URLEncoder.encode(image.toString(), StandardCharsets.UTF_8) + "/json")
                                .path("Id")
                                .asText(""))
                .filter(id -> !id.isEmpty());
    }

    /**
     * Puts a file into a folder of a container, in place of one of that name.
     *
     * @throws RunException of the recipe when Docker refuses
     */
    public void put(String container, String folder, String name, byte[] content) {
        docker.put(archive(container, folder), tar(name, content)).ifPresent(refusal -> {
            throw RunException.recipe(
                    "the file " + name + " cannot be put into " + folder + " of a container: " + refusal);
        });
    }

    /** Reads a file of a container, at most 1 MiB; empty when there is none. */
    public Optional<byte[]> read(String container, String file) {
        return docker.bytes(archive(container, file), MAX_FILE_BYTES).flatMap(Containers::untar);
    }

    /**
     * Returns the names of what lies in a folder of a container, not of what lies deeper.
     *
     * @return a set of the caller's own; empty where there is no such folder, or so much in it that it was not read to
     *     its end (4 MiB)
     */
    public Optional<Set<String>> names(String container, String folder) {
        return docker.bytes(archive(container, folder), MAX_FOLDER_BYTES)
                .filter(bytes -> bytes.length < MAX_FOLDER_BYTES)
                .map(Containers::namesIn);
    }

    /** Docker's archive of a folder has the folder's own name before each path. */
    private static Set<String> namesIn(byte[] archive) {
        var names = new TreeSet<String>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var steps = entry.getName().split("/", -1);
                if (steps.length > 1 && !steps[1].isEmpty()) {
                    names.add(steps[1]);
                }
            }
            return names;
        } catch (IOException e) {
            throw RunException.environment(
                    "Docker gave a folder as an archive that cannot be read: " + e.getMessage(), e);
        }
    }

    private static String archive(String container, String path) {
        return "/containers/" + container + "/archive?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static byte[] tar(String name, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Optional<byte[]> untar(byte[] archive) {
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            var entry = tar.getNextEntry();
            return entry == null || !entry.isFile() ? Optional.empty() : Optional.of(tar.readNBytes(MAX_FILE_BYTES));
        } catch (IOException e) {
            throw RunException.environment(
                    "Docker gave a file as an archive that cannot be read: " + e.getMessage(), e);
        }
    }
}
