package coop.ccci.sandbox.part.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PushResponseItem;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Images: built from a folder, pushed to the sandbox's registry, pulled from the world where there is one. */
public final class DockerImages {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration MAX_PULL = Duration.ofHours(1);
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(200));

    private final DockerConnection docker;

    /** Creates the images of that engine. */
    public DockerImages(DockerConnection docker) {
        this.docker = docker;
    }

    /** Returns whether the engine has the image. */
    public boolean has(String image) {
        try {
            docker.api().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    /** Returns the image's labels; empty when the engine has no such image. */
    public Map<String, String> labels(String image) {
        try {
            var config = docker.api().inspectImageCmd(image).exec().getConfig();
            return config == null || config.getLabels() == null ? Map.of() : config.getLabels();
        } catch (NotFoundException absent) {
            return Map.of();
        }
    }

    /** Builds a folder with a Dockerfile into an image with that name. */
    public void build(Path folder, String image, Map<String, String> arguments, Map<String, String> labels) {
        var build = docker.api()
                .buildImageCmd(folder.toFile())
                .withTags(Set.of(image))
                .withLabels(labels)
                .withForcerm(true);
        arguments.forEach(build::withBuildArg);
        try (var result = build.exec(new BuildImageResultCallback())) {
            result.awaitImageId(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | RuntimeException e) {
            throw new SandboxException(
                    "the image " + image + " cannot be built from " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes an image of one layer from an archive of its files.
     *
     * @param archive a tar file, packed or not
     * @param instructions for its configuration, as a Dockerfile has them
     */
    public void importArchive(Path archive, String image, List<String> instructions, Map<String, String> labels) {
        var words = new ArrayList<>(List.of("import"));
        instructions.forEach(instruction -> words.addAll(List.of("--change", instruction)));
        labels.forEach((key, value) -> words.addAll(List.of("--change", "LABEL " + key + "=\"" + value + "\"")));
        words.addAll(List.of(archive.toString(), image));
        docker.cli(words.toArray(String[]::new)).within(TIMEOUT).run();
    }

    /** Pushes an image to the registry in its name. */
    public void push(String image) {
        var failed = new String[1];
        try (var result = docker.api()
                .pushImageCmd(image)
                .withAuthConfig(new AuthConfig())
                .exec(new ResultCallback.Adapter<PushResponseItem>() {
                    @Override
                    public void onNext(PushResponseItem item) {
                        if (item.getErrorDetail() != null) {
                            failed[0] = item.getErrorDetail().getMessage();
                        }
                    }
                })) {
            if (!result.awaitCompletion(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                failed[0] = "not done within " + TIMEOUT.toSeconds() + " s";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed[0] = "interrupted";
        } catch (IOException | RuntimeException e) {
            failed[0] = e.getMessage();
        }
        if (failed[0] != null) {
            throw new SandboxException("the image " + image + " cannot be pushed: " + failed[0]);
        }
    }

    /**
     * Tries to pull an image from a public registry: gives up soon where none answers, and never while it progresses.
     *
     * @return whether it is there now
     */
    public boolean pull(String image, ProgressReporter reporter) {
        try (var progress = new PullProgress(image, reporter, System::nanoTime)) {
            var pull = docker.api().pullImageCmd(image).exec(progress);
            WAITER.until(MAX_PULL, () -> pull.hasEnded() || pull.isStalled());
            return pull.hasEnded() && has(image);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Gives an image one more name. */
    public void tag(String image, String repository, String tag) {
        docker.api().tagImageCmd(image, repository, tag).exec();
    }

    /** Takes a name from an image, which may be gone already. */
    public void untag(String image) {
        if (has(image)) {
            docker.api().removeImageCmd(image).withForce(true).exec();
        }
    }

    /** Removes the images that carry the sandbox's label; answers how many. */
    public int removeOurs() {
        var ours = docker.api().listImagesCmd().withLabelFilter(docker.label()).exec();
        ours.forEach(image ->
                docker.api().removeImageCmd(image.getId()).withForce(true).exec());
        return ours.size();
    }
}
