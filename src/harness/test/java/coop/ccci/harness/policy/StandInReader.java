package coop.ccci.harness.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stand-in for abra, as a reader of a recipe. The harness shares no code with it and is not built with it: its classes are those
 * that were built beside it, or those that {@code -Ddifferential.abra} names.
 */
final class StandInReader {
    private static final String ABRA = "coop.ccci.abra.";

    private final ClassLoader classes;

    private StandInReader(ClassLoader classes) {
        this.classes = classes;
    }

    /** Returns it where its classes are named, or were built beside the harness. */
    static Optional<StandInReader> named() {
        var named = Optional.ofNullable(System.getProperty("differential.abra")).map(Path::of);
        return named.or(() -> Optional.of(Path.of("../abra/target/classes")).filter(Files::isDirectory))
                .map(folder -> {
                    try {
                        var url = folder.toRealPath().toUri().toURL();
                        return new StandInReader(
                                new URLClassLoader(new URL[] {url}, StandInReader.class.getClassLoader()));
                    } catch (IOException e) {
                        throw new UncheckedIOException("-Ddifferential.abra names no folder of classes: " + folder, e);
                    }
                });
    }

    /**
     * What it reads.
     *
     * @param stack the name of the stack
     * @param files the names of the compose files
     * @param documents their contents, variables replaced
     */
    record Reading(String stack, List<String> files, List<Object> documents) {}

    /** Returns what it would have deployed; empty where it refuses the recipe. */
    Optional<Reading> read(Path recipe, String settings, String stack) {
        try {
            var file = call(ABRA + "app.AppEnvFile", "parse", null, new Class<?>[] {String.class}, settings);
            var env = new LinkedHashMap<String, String>();
            env.put("STACK_NAME", stack);
            strings(call(file, "values")).forEach(env::put);
            strings(call(ABRA + "recipe.AbraSh", "exports", null, new Class<?>[] {Path.class}, recipe))
                    .forEach(env::put);
            var compose = call(
                    ABRA + "recipe.ComposeFiles", "read", null, new Class<?>[] {Path.class, Map.class}, recipe, env);
            var files = new ArrayList<String>();
            for (var path : (List<?>) call(compose, "paths")) {
                files.add(recipe.relativize((Path) path).toString());
            }
            var field = compose.getClass().getDeclaredField("documents");
            field.setAccessible(true);
            var documents = new ArrayList<Object>();
            for (var document : (List<?>) field.get(compose)) {
                documents.add(replaced(document, env));
            }
            return Optional.of(new Reading(env.get("STACK_NAME"), files, documents));
        } catch (InvocationTargetException e) {
            return Optional.empty(); // nothing of it reaches Docker
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the stand-in has changed its readers", e);
        }
    }

    private Object replaced(Object value, Map<String, String> env) throws ReflectiveOperationException {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, Object>();
            for (var entry : map.entrySet()) {
                copy.put(String.valueOf(entry.getKey()), replaced(entry.getValue(), env));
            }
            return copy;
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<Object>();
            for (var item : list) {
                copy.add(replaced(item, env));
            }
            return copy;
        }
        return value instanceof String text
                ? call(
                        ABRA + "recipe.ComposeVariables",
                        "apply",
                        null,
                        new Class<?>[] {String.class, Map.class},
                        text,
                        env)
                : value;
    }

    private Object call(String type, String method, Object on, Class<?>[] types, Object... arguments)
            throws ReflectiveOperationException {
        return classes.loadClass(type).getMethod(method, types).invoke(on, arguments);
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }

    private static Map<String, String> strings(Object map) {
        var strings = new LinkedHashMap<String, String>();
        ((Map<?, ?>) map).forEach((key, value) -> strings.put(String.valueOf(key), String.valueOf(value)));
        return strings;
    }
}
