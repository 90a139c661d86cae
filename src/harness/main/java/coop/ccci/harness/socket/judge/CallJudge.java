package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Decides which calls of the engine a run may make: those that {@code abra} makes for the run's own stacks. What is not in
 * the list of routes is refused, and so is every field of a body that no rule knows. Safe for use by several threads.
 */
public final class CallJudge {
    private static final byte[] NOTHING = {};
    private static final Set<String> FILTERED = Set.of("filters", "status", "all", "limit", "size");

    private final OwnStacks stacks;
    private final EngineObjects engine;
    private final ServiceRules services;
    private final BackupBotCommands backups;
    private final ImageCalls images;
    private final ServiceLimits limits;
    private final FileJudge files;
    private final AcceptedObjects accepted;
    private final boolean isTrusted;
    private final Consumer<String> letThrough;
    private final Set<String> execs = ConcurrentHashMap.newKeySet();
    private final List<CallRoute> routes = new ArrayList<>();

    /**
     * Makes a judge of one run.
     *
     * @param isTrusted whether an operator trusts the recipe: then what it asks of the machine is passed on and told, while
     *     other apps' objects stay theirs
     * @param letThrough is told each finding that trust has let through
     */
    public CallJudge(
            OwnStacks stacks,
            EngineObjects engine,
            RunRules rules,
            AcceptedObjects accepted,
            boolean isTrusted,
            Consumer<String> letThrough) {
        this.stacks = stacks;
        this.engine = engine;
        this.services = new ServiceRules(stacks, rules.labels(), engine);
        this.backups = new BackupBotCommands(stacks);
        this.images = new ImageCalls(rules.images());
        this.limits = rules.limits();
        this.files = rules.files();
        this.accepted = accepted;
        this.isTrusted = isTrusted;
        this.letThrough = letThrough;
        askRoutes();
        makeRoutes();
        containerRoutes();
    }

    /**
     * Decides about a call.
     *
     * @param target the path and the query as they stand in the request line
     * @param body all of it
     * @throws RefusedCallException when the call is not passed on
     */
    public PermittedCall judge(String method, String target, byte[] body) {
        var call = EngineCall.parse(method, target);
        for (var route : routes) {
            if (route.isOf(call)) {
                route.requireKnown(call);
                return route.handler().of(call, body);
            }
        }
        throw RefusedCallException.forbidden("a run does not need " + call.describe() + " of Docker");
    }

    private void askRoutes() {
        for (var path : List.of("_ping", "version", "info")) {
            route("GET", path, Set.of(), CallJudge::without);
        }
        route("HEAD", "_ping", Set.of(), CallJudge::without);
        route("GET", "nodes", Set.of("filters"), CallJudge::without);
        route("GET", "nodes/{}", Set.of(), CallJudge::without);
        route("GET", "distribution/**/json", Set.of(), (call, body) -> without(images.distribution(call), body));
        route("GET", "images/**/json", Set.of(), CallJudge::without);
        route(
                "POST",
                "images/create",
                Set.of("fromImage", "tag", "platform"),
                (call, body) -> without(images.pull(call), body));
        for (var kind : EngineObjectKind.values()) {
            route(
                    "GET",
                    kind == EngineObjectKind.CONTAINER ? "containers/json" : kind.path(),
                    FILTERED,
                    (call, body) ->
                            PermittedCall.read(call, empty(call, body), answer -> stacks.shown(kind, answer, engine)));
            route(
                    "GET",
                    kind.path() + (kind == EngineObjectKind.CONTAINER ? "/{}/json" : "/{}"),
                    Set.of("insertDefaults", "verbose", "scope", "size"),
                    (call, body) -> PermittedCall.read(call, empty(call, body), answer -> {
                        requireVisible(kind, answer, call);
                        return answer;
                    }));
        }
        var log = Set.of("follow", "stdout", "stderr", "since", "until", "timestamps", "tail", "details");
        for (var kind : List.of(EngineObjectKind.SERVICE, EngineObjectKind.TASK, EngineObjectKind.CONTAINER)) {
            route("GET", kind.path() + "/{}/logs", log, (call, body) -> without(own(kind, call), body));
        }
    }

    private void makeRoutes() {
        route("POST", "services/create", Set.of(), this::service);
        route(
                "POST",
                "services/{}/update",
                Set.of("version", "registryAuthFrom"),
                (call, body) -> service(own(EngineObjectKind.SERVICE, call), body));
        route(
                "POST",
                "networks/create",
                Set.of(),
                (call, body) -> checked(call, body, (json, findings) -> ObjectRules.network(json, stacks, findings)));
        for (var kind : List.of(EngineObjectKind.SECRET, EngineObjectKind.CONFIG)) {
            route("POST", kind.path() + "/create", Set.of(), (call, body) -> data(kind, call, body));
            route(
                    "POST",
                    kind.path() + "/{}/update",
                    Set.of("version"),
                    (call, body) -> data(kind, own(kind, call), body));
        }
        for (var kind : List.of(
                EngineObjectKind.SERVICE,
                EngineObjectKind.NETWORK,
                EngineObjectKind.SECRET,
                EngineObjectKind.CONFIG,
                EngineObjectKind.VOLUME)) {
            route("DELETE", kind.path() + "/{}", Set.of("force"), (call, body) -> without(own(kind, call), body));
        }
    }

    private void containerRoutes() {
        route("POST", "containers/{}/exec", Set.of(), this::exec);
        route(
                "POST",
                "containers/{}/attach",
                Set.of("stream", "stdin", "stdout", "stderr", "logs", "detachKeys"),
                (call, body) -> without(own(EngineObjectKind.CONTAINER, call), body));
        for (var method : List.of("GET", "HEAD", "PUT")) {
            route(method, "containers/{}/archive", Set.of("path", "noOverwriteDirNonDir", "copyUIDGID"), this::archive);
        }
        route(
                "POST",
                "exec/{}/start",
                Set.of(),
                (call, body) ->
                        checked(known(call), body, (json, findings) -> ExecRules.START.check("", json, findings)));
        route("POST", "exec/{}/resize", Set.of("h", "w"), (call, body) -> without(known(call), body));
        route("GET", "exec/{}/json", Set.of(), (call, body) -> without(known(call), body));
    }

    private void route(String method, String template, Set<String> query, CallRoute.Handler handler) {
        routes.add(CallRoute.of(method, template, query, handler));
    }

    private PermittedCall service(EngineCall call, byte[] body) {
        var findings = new CallFindings();
        var specification = services.check(StrictJson.read(body), findings);
        images.service(specification);
        limits.into(specification);
        settle("service " + specification.path("Name").asText(), findings);
        return PermittedCall.read(call, StrictJson.write(specification), answer -> {
            accepted.addService(specification);
            return answer;
        });
    }

    private PermittedCall data(EngineObjectKind kind, EngineCall call, byte[] body) {
        var permitted = checked(call, body, (json, found) -> ObjectRules.data(kind, json, stacks, files, found));
        if (kind == EngineObjectKind.CONFIG) {
            accepted.addConfig(StrictJson.read(permitted.body()));
        }
        return permitted;
    }

    private PermittedCall checked(EngineCall call, byte[] body, BiConsumer<JsonNode, CallFindings> rule) {
        var json = StrictJson.read(body);
        var findings = new CallFindings();
        rule.accept(json, findings);
        settle(call.describe(), findings);
        return PermittedCall.streamed(call, StrictJson.write(json));
    }

    private void settle(String what, CallFindings findings) {
        var all = findings.all();
        if (all.isEmpty()) {
            return;
        }
        if (isTrusted) {
            all.forEach(finding -> letThrough.accept(what + ": " + finding));
            return;
        }
        throw RefusedCallException.forbidden(what + " asks for more of the machine than cc-ci gives: " + all.get(0)
                + (all.size() > 1
                        ? " (and " + (all.size() - 1) + " more: " + String.join("; ", all.subList(1, all.size())) + ")"
                        : ""));
    }

    private PermittedCall exec(EngineCall call, byte[] body) {
        var json = StrictJson.read(body);
        var findings = new CallFindings();
        ExecRules.CREATE.check("", json, findings);
        var container = inspected(EngineObjectKind.CONTAINER, call);
        if (!stacks.owns(EngineObjectKind.CONTAINER, container)) {
            if (!stacks.isOfBackupBot(container, engine)) {
                throw notOwn(EngineObjectKind.CONTAINER, call);
            }
            backups.check(json, findings);
        }
        if (!findings.all().isEmpty()) {
            throw RefusedCallException.forbidden(
                    call.describe() + ": " + findings.all().get(0));
        }
        return PermittedCall.read(
                identified(EngineObjectKind.CONTAINER, call, container), StrictJson.write(json), this::remember);
    }

    private JsonNode remember(JsonNode exec) {
        execs.add(exec.path("Id").asText());
        return exec;
    }

    private EngineCall known(EngineCall call) {
        if (!execs.contains(call.path().get(1))) {
            throw RefusedCallException.forbidden(call.describe() + ": this run has begun no such program");
        }
        return call;
    }

    private PermittedCall archive(EngineCall call, byte[] body) {
        var container = inspected(EngineObjectKind.CONTAINER, call);
        var isOwn = stacks.owns(EngineObjectKind.CONTAINER, container);
        var isDownload = !call.method().equals("PUT")
                && BackupBotCommands.isArchive(call.query().getOrDefault("path", ""))
                && stacks.isOfBackupBot(container, engine);
        if (!isOwn && !isDownload) {
            throw notOwn(EngineObjectKind.CONTAINER, call);
        }
        return PermittedCall.streamed(identified(EngineObjectKind.CONTAINER, call, container), body);
    }

    private EngineCall own(EngineObjectKind kind, EngineCall call) {
        var object = inspected(kind, call);
        if (!stacks.owns(kind, object)) {
            throw notOwn(kind, call);
        }
        return identified(kind, call, object);
    }

    private JsonNode inspected(EngineObjectKind kind, EngineCall call) {
        return engine.inspect(kind, call.path().get(1))
                .orElseThrow(() -> RefusedCallException.missing("no such " + kind + ": "
                        + CallFindings.quoted(call.path().get(1))));
    }

    private static EngineCall identified(EngineObjectKind kind, EngineCall call, JsonNode object) {
        return call.withStep(1, kind.idOf(object));
    }

    private RefusedCallException notOwn(EngineObjectKind kind, EngineCall call) {
        return RefusedCallException.forbidden(
                call.describe() + ": the " + kind + " is not the run's own, whose stacks are " + stacks.describe());
    }

    private void requireVisible(EngineObjectKind kind, JsonNode object, EngineCall call) {
        if (!stacks.shows(kind, object, engine)) {
            throw notOwn(kind, call);
        }
    }

    private static PermittedCall without(EngineCall call, byte[] body) {
        return PermittedCall.streamed(call, empty(call, body));
    }

    private static byte[] empty(EngineCall call, byte[] body) {
        if (body.length > 0) {
            throw RefusedCallException.unreadable(call.describe() + " has no body");
        }
        return NOTHING;
    }
}
