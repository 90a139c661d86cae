package coop.ccci.harness.functional.child;

import coop.ccci.app.App;
import coop.ccci.app.NoAnswer;
import coop.ccci.app.Response;
import coop.ccci.app.Service;
import coop.ccci.harness.probe.AppHttp;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.Containers;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.TaskState;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.host.HumanTime;
import coop.ccci.host.Waiter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** The app of the run, asked through the ingress and through Docker. Safe for use by several threads. */
final class DeployedApp implements App, AutoCloseable {
    /** What takes longer is not waited for: the harness ends the whole process sooner. */
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(2);

    /** A service that is just being restarted has no container for a moment. */
    private static final Duration FOR_A_CONTAINER = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MAX_LINES = 200;
    private static final int MAX_LINE_LENGTH = 2000;

    private final RunApp app;
    private final AppHttp http;
    private final AppProbe probe;
    private final DockerApi docker;
    private final Swarm swarm;
    private final Containers containers;
    private final Deadline deadline = Deadline.lasting(TIMEOUT);
    private final Queue<CloseableHttpClient> clients = new ConcurrentLinkedQueue<>();

    DeployedApp(AppAddress address) {
        var zone = new Zone(address.zone());
        var ingress = AppAddress.written(address.ingress()).map(Ingress::parse);
        var authority = AppAddress.written(address.authority()).map(Path::of);
        this.app = RunApp.ofDomain(zone, address.domain())
                .orElseThrow(() -> new IllegalArgumentException(address.domain() + " is not the app of a run"));
        this.http = new AppHttp(ingress, authority);
        this.probe = new AppProbe(ingress, authority);
        this.docker = new DockerApi(address.docker());
        this.swarm = new Swarm(docker, zone);
        this.containers = new Containers(docker);
    }

    @Override
    public String domain() {
        return app.domain();
    }

    @Override
    public Response get(String path) {
        var url = url(path);
        return probe.fetch(domain(), path, deadline)
                .match(
                        received -> new Response(
                                url, received.code(), received.type(), received.location(), received.text()),
                        failed -> {
                            throw new NoAnswer(url + ": " + failed.why().describe());
                        });
    }

    @Override
    public HttpClient http() {
        var client = http.browsing(domain());
        clients.add(client);
        return client;
    }

    @Override
    public Service service(String name) {
        return new Service() {
            @Override
            public Execution execute(String... command) {
                var ran = translated(
                        () -> containers.run(container(name), List.of(command), Map.of(), COMMAND_TIMEOUT, deadline));
                return new Execution(ran.exit(), ran.output(), ran.errors());
            }

            @Override
            public List<String> log() {
                return translated(() -> swarm.lastLines(state(name), MAX_LINES, MAX_LINE_LENGTH));
            }
        };
    }

    private ServiceState state(String name) {
        var services = swarm.services(app);
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoAnswer("the app has no service \"" + name + "\"; it has "
                        + services.stream().map(ServiceState::name).toList()));
    }

    private String container(String service) {
        return Waiter.pausing(deadline::pause, PAUSE)
                .poll(FOR_A_CONTAINER, () -> newestContainer(service), Optional::isPresent)
                .orElseThrow(() -> new NoAnswer("the service \"" + service + "\" had no running container for "
                        + HumanTime.format(FOR_A_CONTAINER)));
    }

    private Optional<String> newestContainer(String service) {
        return state(service).tasks().stream()
                .filter(task -> task.serves() && !task.container().isEmpty())
                .max(Comparator.comparing(TaskState::created))
                .map(TaskState::container);
    }

    private static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (RunException e) {
            throw new NoAnswer(e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
        probe.close();
        docker.close();
    }
}
