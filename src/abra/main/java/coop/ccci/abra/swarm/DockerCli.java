package coop.ccci.abra.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The {@code docker} program. It is preferred to a library because {@code stack deploy} exists only there, because it
 * knows contexts, and because a short-lived program starts faster without an HTTP client of its own.
 */
public final class DockerCli {
    /** The server name that stands for this machine; every other one is the name of a docker context. */
    private static final String LOCAL = "default";

    private static final Pattern NO_SWARM = Pattern.compile("(?i)not a swarm manager|not part of a swarm");

    /** Docker 28 says the first, 20.10 of Debian 12 the second. */
    private static final Pattern NO_CONTEXT = Pattern.compile("context .*(not found|does not exist)");

    /** Variables that change how programs work, so they must not come from an app's env, which a recipe may have written. */
    private static final Pattern STEERING =
            Pattern.compile("PATH|HOME|TMPDIR|GODEBUG|GOTRACEBACK|GCONV_PATH|(?:LD|DOCKER|XDG|OTEL|SSL)_.*");

    private final String server;
    private final Map<String, String> own;

    /**
     * Creates the client of a server.
     *
     * @param server {@code default} or the name of a docker context
     * @param environment of this process, of which only what steers the program is handed on
     */
    public DockerCli(String server, Map<String, String> environment) {
        this.server = server;
        this.own = new LinkedHashMap<>();
        environment.forEach((key, value) -> {
            if (isSteering(key)) {
                own.put(key, value);
            }
        });
    }

    /** Returns whether a variable of that name would change how the {@code docker} program itself works. */
    public static boolean isSteering(String name) {
        return STEERING.matcher(name).matches();
    }

    /**
     * Runs a command and returns its standard output.
     *
     * @throws FatalException when it fails; the message has its standard error
     */
    public String run(String... arguments) {
        return call(List.of(arguments)).output();
    }

    /** Returns a command that is still to be run. */
    public Call call(List<String> arguments) {
        return new Call(arguments, Map.of(), "");
    }

    /**
     * Runs a command that writes one JSON value a line, as the {@code ls} commands do with {@code {{json .}}}.
     *
     * @throws FatalException when it fails
     */
    public List<JsonNode> jsonLines(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--format", "{{json .}}"));
        return call(all).output().lines().map(DockerCli::parse).toList();
    }

    /**
     * Inspects objects of one kind. One that went away since it was listed is left out: Docker's exit code is 1 then, and it
     * prints the others all the same.
     *
     * @param kind as {@code docker inspect --type} has it
     * @param ids or names
     * @throws FatalException when what it writes is not JSON
     */
    public List<JsonNode> inspected(String kind, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<>(List.of("inspect", "--type", kind));
        arguments.addAll(ids);
        var result = call(arguments).result();
        return result.output().isBlank()
                ? List.of()
                : StreamSupport.stream(parse(result.output()).spliterator(), false)
                        .toList();
    }

    /**
     * Reads one JSON value.
     *
     * @throws FatalException when it is none
     */
    public static JsonNode parse(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new FatalException("docker wrote what is not JSON: " + e.getMessage(), e);
        }
    }

    /**
     * The result of a command.
     *
     * @param exit its exit code
     * @param output its standard output
     * @param errors its standard error
     */
    public record Result(int exit, String output, String errors) {}

    /** A command with its variables and its standard input. */
    public final class Call {
        private final List<String> arguments;
        private final Map<String, String> variables;
        private final String input;

        private Call(List<String> arguments, Map<String, String> variables, String input) {
            this.arguments = arguments;
            this.variables = variables;
            this.input = input;
        }

        /** Returns the same with variables that its compose files may refer to. */
        public Call with(Map<String, String> compose) {
            return new Call(arguments, compose, input);
        }

        /** Returns the same with a standard input, the place for secrets: arguments can be seen by everybody. */
        public Call reading(String text) {
            return new Call(arguments, variables, text);
        }

        /**
         * Runs it and returns its standard output.
         *
         * @throws FatalException when it fails
         */
        public String output() {
            var result = result();
            if (result.exit() != 0) {
                throw failure(result.errors().strip());
            }
            return result.output();
        }

        /**
         * Runs it and returns the result, also of a failure.
         *
         * @throws FatalException when there is no such program
         */
        public Result result() {
            try {
                var process = builder().start();
                var errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(StandardCharsets.UTF_8));
                }
                var output = text(process.getInputStream());
                return new Result(process.waitFor(), output, errors.join());
            } catch (IOException e) {
                throw new FatalException("cannot run docker: " + e.getMessage() + "; is it installed?", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FatalException("interrupted while docker " + arguments.get(0) + " ran", e);
            }
        }

        /**
         * Runs it with the standard streams of this process, for programs that need its terminal.
         *
         * @return its exit code
         */
        public int attached() {
            try {
                return builder().inheritIO().start().waitFor();
            } catch (IOException e) {
                throw new FatalException("cannot run docker: " + e.getMessage() + "; is it installed?", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FatalException("interrupted while docker " + arguments.get(0) + " ran", e);
            }
        }

        private ProcessBuilder builder() {
            var command = new ArrayList<>(List.of("docker"));
            if (!server.equals(LOCAL)) {
                command.addAll(List.of("--context", server));
            }
            command.addAll(arguments);
            var builder = new ProcessBuilder(command);
            var environment = builder.environment();
            environment.clear();
            environment.putAll(variables);
            environment.keySet().removeIf(DockerCli::isSteering);
            environment.putAll(own);
            return builder;
        }

        private FatalException failure(String errors) {
            if (NO_SWARM.matcher(errors).find()) {
                return new FatalException("swarm mode not enabled on "
                        + (server.equals(LOCAL) ? "local server" : server) + "? run docker swarm init");
            }
            if (isUnknownContext(errors)) {
                return new FatalException("unknown server " + server + ", run abra server add " + server);
            }
            return new FatalException(
                    "docker " + String.join(" ", arguments.subList(0, Math.min(2, arguments.size()))) + ": " + errors);
        }
    }

    static boolean isUnknownContext(String errors) {
        return NO_CONTEXT.matcher(errors).find();
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
