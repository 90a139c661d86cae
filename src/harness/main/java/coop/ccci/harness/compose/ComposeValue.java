package coop.ccci.harness.compose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A value in a compose file, with the line on which it is asked for: that of its key in a map, or of its item in a list. */
public sealed interface ComposeValue {
    /** Returns the line, from 1. */
    int line();

    /** Returns what the function for this kind of value says. */
    <T> T match(Function<ComposeMap, T> map, Function<ComposeList, T> list, Function<ComposeScalar, T> scalar);

    /** Returns it without lines: maps, lists, texts, numbers, truth values and null. */
    Object plain();

    /** Returns its text; empty for a map, a list and nothing. */
    default String text() {
        return match(
                map -> "",
                list -> "",
                scalar -> scalar.value() == null
                        ? ""
                        : String.valueOf(scalar.value()).strip());
    }

    /** Returns whether there is nothing in it. */
    default boolean isEmpty() {
        return match(map -> map.entries().isEmpty(), list -> list.items().isEmpty(), scalar -> scalar.text()
                .isEmpty());
    }

    /** Returns the value of a key; empty where this is no map, or has no such key. */
    default Optional<ComposeValue> at(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /** Returns the entries of a map; none for anything else. */
    default Map<String, ComposeValue> entries() {
        return match(ComposeMap::entries, list -> Map.of(), scalar -> Map.of());
    }

    /** Returns the items of a list; a single value is the only one, and nothing has none. */
    default List<ComposeValue> items() {
        return match(List::of, ComposeList::items, scalar -> scalar.isEmpty() ? List.of() : List.of(scalar));
    }

    /**
     * A map.
     *
     * @param entries in the order of the file
     */
    record ComposeMap(Map<String, ComposeValue> entries, int line) implements ComposeValue {
        /** Copies what could change. */
        public ComposeMap {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public <T> T match(
                Function<ComposeMap, T> map, Function<ComposeList, T> list, Function<ComposeScalar, T> scalar) {
            return map.apply(this);
        }

        @Override
        public Object plain() {
            var plain = new LinkedHashMap<String, Object>();
            entries.forEach((key, value) -> plain.put(key, value.plain()));
            return plain;
        }
    }

    /** A list. */
    record ComposeList(List<ComposeValue> items, int line) implements ComposeValue {
        /** Copies what could change. */
        public ComposeList {
            items = List.copyOf(items);
        }

        @Override
        public <T> T match(
                Function<ComposeMap, T> map, Function<ComposeList, T> list, Function<ComposeScalar, T> scalar) {
            return list.apply(this);
        }

        @Override
        public Object plain() {
            var plain = new ArrayList<>();
            items.forEach(item -> plain.add(item.plain()));
            return plain;
        }
    }

    /**
     * A single value.
     *
     * @param value a text, a number, a truth value, or null
     */
    record ComposeScalar(Object value, int line) implements ComposeValue {
        @Override
        public <T> T match(
                Function<ComposeMap, T> map, Function<ComposeList, T> list, Function<ComposeScalar, T> scalar) {
            return scalar.apply(this);
        }

        @Override
        public Object plain() {
            return value;
        }
    }
}
