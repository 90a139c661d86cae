package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import coop.ccci.bridge.dashboard.Pages.Templates;
import coop.ccci.bridge.host.HostFiles;
import coop.ccci.bridge.host.HostFiles.HostState;
import coop.ccci.bridge.host.HostFiles.HostState.RunningApp;
import coop.ccci.bridge.host.HostFiles.HostState.RunningService;
import coop.ccci.contract.RunId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the host role tells: a page about the host, and what of it belongs to the page of a run. */
public final class HostPages {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_EVENTS = 200;
    private static final long MEGABYTE = 1024L * 1024;

    private final HostFiles files;
    private final Clock clock;
    private final Templates templates = new Templates();

    HostPages(HostFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** Shows {@code /host}: what runs now, and how much room is left. */
    public PageResponse host(PageRequest asked) {
        var state = files.state(clock.instant());
        return new PageResponse(
                200,
                PageResponse.HTML,
                Map.of(),
                templates.fill(
                        "host.ftlh",
                        Map.of(
                                "isKnown", state.isPresent(),
                                "problems", state.map(HostState::problems).orElse(List.of()),
                                "memory", room(state.map(HostState::memory)),
                                "disk", room(state.map(HostState::disk)),
                                "services",
                                        state.map(known -> services(known.apps()))
                                                .orElse(List.of()),
                                "others", state.map(HostState::others).orElse(0))));
    }

    /** Returns what a run's apps are made of at this moment. */
    List<ServiceView> servicesOf(RunId run) {
        var apps = files.state(clock.instant()).map(HostState::apps).orElse(List.of()).stream()
                .filter(app -> app.run().equals(run.toString()))
                .toList();
        return services(apps);
    }

    /** Returns what happened to them in the swarm, oldest first. */
    List<EventView> eventsOf(RunId run) {
        return files.eventsOf(run).stream()
                .limit(MAX_EVENTS)
                .map(event -> new EventView(time(event.at()), line(event.service()), line(event.what())))
                .toList();
    }

    private static List<ServiceView> services(List<RunningApp> apps) {
        return apps.stream()
                .flatMap(app -> app.services().stream().map(service -> view(app, service)))
                .toList();
    }

    private static ServiceView view(RunningApp app, RunningService service) {
        return new ServiceView(
                Pages.runId(app.run()).map(RunId::toString).orElse(""),
                line(service.service()),
                line(service.status()),
                service.memory() == 0 ? "" : service.memory() / MEGABYTE + " MiB");
    }

    private static String room(Optional<HostState.Room> room) {
        return room.filter(known -> known.total() > 0)
                .map(known -> known.free() / MEGABYTE + " MiB of " + known.total() / MEGABYTE + " MiB free ("
                        + known.percentFree() + " %)")
                .orElse("not known");
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String line(String text) {
        return PlainText.line(text, MAX_LENGTH);
    }

    /**
     * A container of a run's app, as templates see it.
     *
     * @param run the number of the run
     * @param name the service
     * @param status Docker's words
     * @param memory in words; empty where it is not known
     */
    public record ServiceView(String run, String name, String status, String memory) {
        public String getRun() {
            return run;
        }

        public String getName() {
            return name;
        }

        public String getStatus() {
            return status;
        }

        public String getMemory() {
            return memory;
        }
    }

    /**
     * Something that happened in the swarm, as templates see it.
     *
     * @param time when
     * @param service to which service
     * @param what what happened
     */
    public record EventView(String time, String service, String what) {
        public String getTime() {
            return time;
        }

        public String getService() {
            return service;
        }

        public String getWhat() {
            return what;
        }
    }
}
