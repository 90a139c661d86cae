package coop.ccci.harness.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A map whose keys are known, each with the shape of its value. Every other key is too much, but for {@code x-…}. */
final class Keys implements Shape {
    private static final int MAX_ALLOWED_LENGTH = 60;

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private boolean hasExtensions = true;

    /**
     * One key.
     *
     * @param words what may stand there, for the documentation
     */
    private record Key(String words, Shape shape) {}

    /** Makes {@code x-…} too much as well: of options Docker's loader passes each on, whatever it is called. */
    Keys withoutExtensions() {
        hasExtensions = false;
        return this;
    }

    /** Adds a key. */
    Keys key(String name, String words, Shape shape) {
        keys.put(name, new Key(words, shape));
        return this;
    }

    @Override
    public void judge(PolicyValue judged) {
        if (judged.isEmpty()) {
            return;
        }
        if (!judged.isMap()) {
            judged.found("has to be a map and is " + judged.describe());
            return;
        }
        judged.entries().forEach((name, value) -> {
            var key = keys.get(name);
            if (key != null) {
                key.shape.judge(judged.child(name, value));
            } else if (!hasExtensions || !name.startsWith("x-")) {
                judged.child(name, value)
                        .found("no recipe needs that key on a swarm, so it is not allowed" + allowed());
            }
        });
    }

    private String allowed() {
        var names = String.join(", ", keys.keySet());
        return names.length() > MAX_ALLOWED_LENGTH ? "" : "; those are " + names;
    }

    /** Returns the rows of the documentation: the path of each key and what may stand there. */
    List<List<String>> rows(String path) {
        var rows = new ArrayList<List<String>>();
        keys.forEach((name, key) -> {
            rows.add(List.of(path + name, key.words));
            if (key.shape instanceof Keys below) {
                rows.addAll(below.rows(path + name + "."));
            }
        });
        return rows;
    }
}
