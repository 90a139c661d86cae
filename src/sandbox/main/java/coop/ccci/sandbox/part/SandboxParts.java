package coop.ccci.sandbox.part;

import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.Exports;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.abra.AbraSetup;
import coop.ccci.sandbox.part.backup.BackupBotStack;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerDaemon;
import coop.ccci.sandbox.part.docker.LocalRegistry;
import coop.ccci.sandbox.part.docker.OneNodeSwarm;
import coop.ccci.sandbox.part.docker.ProxyNetwork;
import coop.ccci.sandbox.part.docker.RunStacks;
import coop.ccci.sandbox.part.drone.DroneRunner;
import coop.ccci.sandbox.part.drone.DroneServer;
import coop.ccci.sandbox.part.drone.PipelineRepository;
import coop.ccci.sandbox.part.gitea.Credentials;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.part.gitea.GiteaServer;
import coop.ccci.sandbox.part.host.HostBotImage;
import coop.ccci.sandbox.part.host.HostStacks;
import coop.ccci.sandbox.part.program.DockerImageEngine;
import coop.ccci.sandbox.part.program.GoProgram;
import coop.ccci.sandbox.part.program.OfficialImage;
import coop.ccci.sandbox.part.program.ProvidedProgram;
import coop.ccci.sandbox.part.recipe.SampleImages;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.part.recipe.SampleRepositories;
import coop.ccci.sandbox.part.traefik.Traefik;
import coop.ccci.sandbox.part.traefik.TraefikImage;
import coop.ccci.sandbox.part.traefik.ZoneFiles;
import coop.ccci.sandbox.plan.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Wires the parts of a sandbox together.
 *
 * @param settings the sandbox's
 * @param kind which parts it brings up
 * @param credentials of its Gitea
 * @param recipes that its Gitea has
 * @param exports what builds of Drone are to know of the sandbox
 */
record SandboxParts(
        SandboxSettings settings,
        SandboxKind kind,
        Credentials credentials,
        List<SampleRecipe> recipes,
        Supplier<Exports> exports) {

    /** Returns the parts on that engine, each after what it needs. */
    List<Part> of(DockerConnection docker) {
        var engine = new DockerDaemon(settings, docker);
        var giteaProgram = provided(GoProgram.gitea(settings.home(), settings.parts()), OfficialImage::gitea, engine);
        var traefikProgram =
                provided(GoProgram.traefik(settings.home(), settings.parts()), OfficialImage::traefik, engine);
        var swarm = new OneNodeSwarm(settings, engine, docker);
        var proxy = new ProxyNetwork(swarm, docker);
        var registry = new LocalRegistry(settings);
        var image = new TraefikImage(settings, docker, traefikProgram, engine, registry);
        var gitea = new GiteaServer(settings, giteaProgram);
        var accounts = new GiteaAccounts(settings, gitea, credentials);
        var made = new ArrayList<>(kind == SandboxKind.BESIDE_HOST ? List.<SampleRecipe>of() : recipes);
        if (kind != SandboxKind.PLAIN) {
            made.addAll(SampleRecipe.ofHosts(settings.home()));
        }
        var repositories = new SampleRepositories(settings, accounts, credentials, made);
        var images = new SampleImages(settings, docker, engine, registry, made);
        var parts = new ArrayList<Part>(List.of(
                engine,
                giteaProgram,
                traefikProgram,
                swarm,
                proxy,
                registry,
                image,
                gitea,
                accounts,
                repositories,
                images,
                new AbraSetup(settings, recipes),
                new RunStacks(settings, docker, proxy)));
        var own = List.of(
                new Traefik(settings, docker, image, proxy, new HostStacks(settings, docker)::holder),
                new BackupBotStack(settings, docker, swarm, registry));
        var drone = settings.engine() == EngineChoice.DRONE ? drone(accounts, engine) : List.<Part>of();
        switch (kind) {
            case PLAIN -> {
                parts.addAll(own);
                parts.addAll(drone);
            }
            case UNDER_HOST -> parts.addAll(forHost(docker, engine, registry));
            case BESIDE_HOST -> {
                parts.clear();
                parts.addAll(List.of(repositories, images));
                parts.addAll(forHost(docker, engine, registry));
            }
        }
        return parts;
    }

    /** What a host needs besides recipes: the program that runs its builds, a certificate, and the image of its backup bot. */
    private List<Part> forHost(DockerConnection docker, Part engine, LocalRegistry registry) {
        return List.of(
                provided(GoProgram.droneRunner(settings.home(), settings.parts()), Optional.empty(), engine),
                new ZoneFiles(settings),
                new HostBotImage(settings, docker, engine, registry));
    }

    private List<Part> drone(Part accounts, Part engine) {
        var serverProgram =
                provided(GoProgram.droneServer(settings.home(), settings.parts()), OfficialImage::droneServer, engine);
        var runnerProgram =
                provided(GoProgram.droneRunner(settings.home(), settings.parts()), Optional.empty(), engine);
        var server = new DroneServer(settings, serverProgram, accounts, credentials);
        var repository = new PipelineRepository(settings, server, credentials);
        return List.of(
                serverProgram,
                runnerProgram,
                server,
                repository,
                new DroneRunner(settings, runnerProgram, server, repository, exports));
    }

    private ProvidedProgram provided(GoProgram program, Function<String, OfficialImage> image, Part engine) {
        return provided(program, Optional.of(image.apply(program.version())), engine);
    }

    private ProvidedProgram provided(GoProgram program, Optional<OfficialImage> image, Part engine) {
        var images = new DockerImageEngine(new DockerConnection(settings));
        return new ProvidedProgram(
                program, image, images, engine, settings.folder().images());
    }
}
