package coop.ccci.harness.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stand-in for abra, as a reader of a recipe. The harness shares no code with it and is not built with it: where its classes
 * are is told by {@code -Ddifferential.abra}, as bench/fuzz does.
 */
final class StandInReader {
    private static final String ABRA = "coop.ccci.abra.";

    private final ClassLoader classes;

    private StandInReader(ClassLoader classes) {
        this.classes = classes;
    }

    /** Returns it where its classes are named. */
    static Optional<StandInReader> named() {
        return Optional.ofNullable(System.getProperty("differential.abra")).map(folder -> {
            try {
                var url = Path.of(folder).toRealPath().toUri().toURL();
                return new StandInReader(new URLClassLoader(new URL[] {url}, StandInReader.class.getClassLoader()));
            } catch (IOException e) {
                throw new UncheckedIOException("-Ddifferential.abra names no folder of classes: " + folder, e);
            }
        });
    }

    /** Returns what it would tell Docker that reaches out of the app; nothing where it refuses the recipe. */
    Set<String> dangers(Path recipe, String settings, String stack, String domain) {
        var dangers = new TreeSet<String>();
        try {
            var file = call(ABRA + "app.AppEnvFile", "parse", null, new Class<?>[] {String.class}, settings);
            var env = new LinkedHashMap<String, String>();
            env.put("STACK_NAME", stack);
            strings(call(file, "values")).forEach(env::put);
            strings(call(ABRA + "recipe.AbraSh", "exports", null, new Class<?>[] {Path.class}, recipe))
                    .forEach(env::put);
            if (!stack.equals(env.get("STACK_NAME"))) {
                dangers.add("another stack");
            }
            var compose = call(
                    ABRA + "recipe.ComposeFiles", "read", null, new Class<?>[] {Path.class, Map.class}, recipe, env);
            for (var path : (List<?>) call(compose, "paths")) {
                if (String.valueOf(path).endsWith("compose.evil.yml")) {
                    dangers.add("another file");
                }
            }
            var documents = compose.getClass().getDeclaredField("documents");
            documents.setAccessible(true);
            for (var document : (List<?>) documents.get(compose)) {
                dangers.addAll(Dangers.of(replaced(document, env), recipe, stack, domain));
            }
        } catch (InvocationTargetException e) {
            // it refuses the recipe, so nothing of it reaches Docker
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the stand-in has changed its readers", e);
        }
        return dangers;
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
