package coop.ccci.sandbox.part.program;

import com.github.dockerjava.api.exception.DockerException;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerImages;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.util.List;
import java.util.Map;

/** The Docker engine of the sandbox, as programs in official images need it. */
public final class DockerImageEngine implements ImageEngine {
    private final DockerConnection docker;
    private final DockerImages images;

    /** Creates it on that connection. */
    public DockerImageEngine(DockerConnection docker) {
        this.docker = docker;
        this.images = new DockerImages(docker);
    }

    @Override
    public boolean answers() {
        return docker.answers();
    }

    @Override
    public boolean has(String image) {
        return answers() && images.has(image);
    }

    @Override
    public boolean pull(String image, ProgressReporter reporter) {
        return images.pull(image, reporter);
    }

    @Override
    public boolean remove(String image) {
        try {
            docker.api().removeImageCmd(image).exec();
            return true;
        } catch (DockerException inUse) {
            return false;
        }
    }

    @Override
    public void removeContainers(Map<String, String> labels) {
        if (answers()) {
            docker.api().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                    .map(container -> docker.api().removeContainerCmd(container.getId()))
                    .forEach(removal ->
                            removal.withForce(true).withRemoveVolumes(true).exec());
        }
    }

    @Override
    public Map<String, String> labels() {
        return docker.label();
    }

    @Override
    public List<String> commandLine(List<String> words) {
        return docker.commandLine(words);
    }

    @Override
    public Map<String, String> environment() {
        return docker.environment();
    }
}
