package coop.ccci.contract;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every way of giving each constant of an enum one of some values. */
final class Combinations {
    private Combinations() {}

    static <K extends Enum<K>, V> List<Map<K, V>> of(Class<K> keys, V[] values) {
        List<Map<K, V>> all = new ArrayList<>(List.of(new EnumMap<>(keys)));
        for (var key : keys.getEnumConstants()) {
            var longer = new ArrayList<Map<K, V>>();
            for (var combination : all) {
                for (var value : values) {
                    var more = new EnumMap<K, V>(keys);
                    more.putAll(combination);
                    more.put(key, value);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    static <K extends Enum<K>, V> Map<K, V> with(Map<K, V> combination, K key, V value) {
        var other = new EnumMap<K, V>(combination);
        other.put(key, value);
        return other;
    }

    static <K extends Enum<K>, V> Map<K, V> without(Map<K, V> combination, K key) {
        var other = new EnumMap<K, V>(combination);
        other.remove(key);
        return other;
    }
}
