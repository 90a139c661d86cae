package coop.ccci.bridge.camel;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The Vert.x of the bridge's servers, whose every server keeps limits of our own: Camel makes its servers with the defaults
 * of Vert.x and has no setting for them, but takes the Vert.x that it finds. Who sends headers or a body too slowly is cut
 * off, whether he sends a byte now and then or none.
 */
public final class GuardedVertx implements AutoCloseable {
    private static final int UNAVAILABLE = 503;

    /** A request keeps one until it is answered: for all that pages may keep (64), and half as many for deliveries. */
    public static final int THREADS = 96;

    /**
     * Nothing is served from files, so Vert.x needs no folder for copies of them: whoever is killed would leave it among the
     * machine's temporary files.
     */
    private static final FileSystemOptions NO_FILES =
            new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);

    private final VertxInternal real;
    private final Limits limits;
    private final Predicate<HttpServerRequest> guard;
    private final Map<HttpConnection, Connection> connections = new ConcurrentHashMap<>();
    private volatile boolean isReady = true;

    /**
     * Keeps these limits.
     *
     * @param limits what one connection, and all of them, may take
     */
    public GuardedVertx(Limits limits) {
        this(limits, request -> true);
    }

    /**
     * Keeps these limits, and lets in only what is admitted.
     *
     * @param guard returns whether a request may go on to the routes; one that may not it has answered
     */
    public GuardedVertx(Limits limits, Predicate<HttpServerRequest> guard) {
        this.guard = guard;
        this.real = (VertxInternal)
                Vertx.vertx(new VertxOptions().setWorkerPoolSize(THREADS).setFileSystemOptions(NO_FILES));
        this.limits = limits;
        real.setPeriodic(Math.max(1, limits.headers().toMillis() / 4), timer -> sweep());
    }

    /**
     * Returns one that answers every request with 503 until {@link #ready}: Camel's servers listen before the routes behind
     * them are there, and would say that there is no such page, or no webhook.
     *
     * @param guard as of {@link #GuardedVertx(Limits, Predicate)}
     */
    public static GuardedVertx heldBack(Limits limits, Predicate<HttpServerRequest> guard) {
        var guarded = new GuardedVertx(limits, guard);
        guarded.isReady = false;
        return guarded;
    }

    /** Lets requests through. */
    public void ready() {
        isReady = true;
    }

    /** Returns what Camel takes for its Vert.x. */
    public Vertx vertx() {
        return proxy(VertxInternal.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "createHttpServer" ->
                guarded(real.createHttpServer(
                        harden(arguments == null ? new HttpServerOptions() : (HttpServerOptions) arguments[0])));
            // The first server that stops would end it under the other one.
            case "close" -> closed(method, arguments);
            default -> call(real, method, arguments);
        });
    }

    private Object closed(Method method, Object... arguments) throws Throwable {
        var future = real.getOrCreateContext().succeededFuture();
        if (arguments != null && arguments.length == 1) {
            @SuppressWarnings("unchecked")
            var handler = (Handler<Object>) arguments[0];
            handler.handle(future);
        }
        return method.getReturnType() == void.class ? null : future;
    }

    private HttpServerOptions harden(HttpServerOptions options) {
        return options.setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(limits.lineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setIdleTimeout((int) Math.max(1, limits.body().toSeconds()));
    }

    private HttpServer guarded(HttpServer server) {
        server.connectionHandler(this::opened);
        return proxy(HttpServer.class, (proxy, method, arguments) -> {
            if (method.getName().equals("requestHandler") && arguments != null) {
                @SuppressWarnings("unchecked")
                var handler = (Handler<HttpServerRequest>) arguments[0];
                server.requestHandler(request -> {
                    if (!isReady) {
                        request.response()
                                .setStatusCode(UNAVAILABLE)
                                .putHeader("Retry-After", "1")
                                .end();
                        return;
                    }
                    connections.computeIfPresent(request.connection(), (key, open) -> Connection.asking(request));
                    if (guard.test(request)) {
                        handler.handle(request);
                    }
                });
                return proxy;
            }
            return call(server, method, arguments);
        });
    }

    private void opened(HttpConnection connection) {
        if (connections.size() >= limits.connections()) {
            connection.close();
            return;
        }
        connections.put(connection, Connection.silent());
        connection.closeHandler(closed -> connections.remove(connection));
    }

    private void sweep() {
        connections.replaceAll((connection, state) -> state.now());
        connections.forEach((connection, state) -> {
            if (state.isOver(limits)) {
                connection.close();
            }
        });
    }

    @Override
    public void close() {
        real.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(GuardedVertx.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * What one connection does.
     *
     * @param request the request that is being sent or answered; null while the connection waits for the headers of one
     * @param since when that began, by the clock of {@link System#nanoTime()}
     */
    private record Connection(HttpServerRequest request, long since) {
        static Connection silent() {
            return new Connection(null, System.nanoTime());
        }

        static Connection asking(HttpServerRequest request) {
            return new Connection(request, System.nanoTime());
        }

        /** Returns the state by now: a request that is answered makes the connection wait for the next one. */
        Connection now() {
            return request != null && request.response().ended() ? silent() : this;
        }

        boolean isOver(Limits limits) {
            var lasted = Duration.ofNanos(System.nanoTime() - since);
            return request == null
                    ? lasted.compareTo(limits.headers()) > 0
                    : !request.isEnded() && lasted.compareTo(limits.body()) > 0;
        }
    }

    /**
     * What a server lets its connections take.
     *
     * @param headers how long the headers of a request may be on their way, and a connection wait for them
     * @param body how long a body may be on its way
     * @param connections how many at once
     * @param lineBytes the longest first line of a request
     * @param headerBytes the longest headers, all together
     */
    public record Limits(Duration headers, Duration body, int connections, int lineBytes, int headerBytes) {
        /** Those of the bridge: a forge's delivery takes milliseconds, and a browser opens six connections. */
        public static final Limits OF_THE_BRIDGE =
                new Limits(Duration.ofSeconds(15), Duration.ofSeconds(20), 1000, 4096, 16 * 1024);
    }
}
