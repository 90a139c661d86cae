package coop.ccci.sandbox.part.host;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.backup.BackupBotImage;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerImages;
import coop.ccci.sandbox.part.docker.LocalRegistry;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.util.List;

/** The image of the backup bot by the name that {@code src/sandbox/host-recipes/backup-bot-two} has for it. */
public final class HostBotImage implements Part {
    private static final String REPOSITORY = "ccci/backup-bot-two";
    private static final String TAG = "2.3.0";

    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final DockerImages images;
    private final LocalRegistry registry;
    private final List<Part> needs;

    /** Creates the image in that registry. */
    public HostBotImage(SandboxSettings settings, DockerConnection docker, Part engine, LocalRegistry registry) {
        this.settings = settings;
        this.docker = docker;
        this.images = new DockerImages(docker);
        this.registry = registry;
        this.needs = List.of(engine, registry);
    }

    @Override
    public String name() {
        return "backup bot image";
    }

    @Override
    public List<Part> needs() {
        return needs;
    }

    @Override
    public PartState inspect() {
        if (!docker.answers()) {
            return PartState.missing("no Docker engine answers");
        }
        return images.has(reference(settings)) && registry.has(REPOSITORY + ":" + TAG)
                ? PartState.up("restic in " + reference(settings))
                : PartState.missing("there is no image " + reference(settings));
    }

    @Override
    public void up(ProgressReporter reporter) {
        var bot = new BackupBotImage(settings, docker, registry);
        if (!bot.isThere()) {
            reporter.doing("putting restic into an image");
            bot.make();
        }
        reporter.doing("pushing it to the sandbox's registry");
        images.tag(bot.name(), settings.registry() + "/" + REPOSITORY, TAG);
        images.push(reference(settings));
    }

    /** The image of Traefik removes all images of the sandbox. */
    @Override
    public String down(ProgressReporter reporter) {
        return "";
    }

    private static String reference(SandboxSettings settings) {
        return settings.registry() + "/" + REPOSITORY + ":" + TAG;
    }
}
