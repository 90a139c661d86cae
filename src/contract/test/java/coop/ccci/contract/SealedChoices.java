package coop.ccci.contract;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Finds where a sealed type of ours is told apart by {@code instanceof}, outside of the file that declares it. */
final class SealedChoices {
    /** Each sealed type, by its simple name, with the simple names of its cases. */
    private final Map<String, Set<String>> cases = new HashMap<>();

    /** Collects the sealed types of these files. */
    SealedChoices(List<CompilationUnitTree> units) {
        units.forEach(unit -> unit.accept(new Sealed(), null));
        units.forEach(unit -> unit.accept(new Cases(), null));
    }

    /** Returns the names of the sealed types, to see that they were found at all. */
    Set<String> names() {
        return Set.copyOf(cases.keySet());
    }

    /** Returns a line for each {@code instanceof} of a file that should be a match. */
    List<String> guessedIn(CompilationUnitTree unit) {
        var imported = unit.getImports().stream()
                .map(ImportTree::getQualifiedIdentifier)
                .map(Tree::toString)
                .collect(Collectors.toSet());
        var found = new ArrayList<String>();
        unit.accept(
                new TreeScanner<Object, Object>() {
                    @Override
                    public Object visitInstanceOf(InstanceOfTree check, Object nothing) {
                        var type = (check.getType() == null ? check.getPattern() : check.getType()).toString();
                        if (isCase(type.split(" ", -1)[0], imported) && !declares(unit, type)) {
                            found.add(unit.getSourceFile().getName() + ": " + check);
                        }
                        return super.visitInstanceOf(check, nothing);
                    }
                },
                null);
        return found;
    }

    private boolean isCase(String type, Set<String> imported) {
        var dot = type.lastIndexOf('.');
        if (dot < 0) {
            return cases.containsKey(type)
                    || cases.entrySet().stream()
                            .filter(choice -> choice.getValue().contains(type))
                            .anyMatch(choice -> imported.stream()
                                    .anyMatch(name -> name.endsWith("." + choice.getKey() + "." + type)));
        }
        var outer = type.substring(type.lastIndexOf('.', dot - 1) + 1, dot);
        return cases.getOrDefault(outer, Set.of()).contains(type.substring(dot + 1));
    }

    private boolean declares(CompilationUnitTree unit, String type) {
        return unit.getTypeDecls().stream()
                .map(declared -> ((ClassTree) declared).getSimpleName().toString())
                .anyMatch(name -> type.equals(name)
                        || type.startsWith(name + ".")
                        || cases.getOrDefault(name, Set.of()).contains(type));
    }

    private final class Sealed extends TreeScanner<Object, Object> {
        @Override
        public Object visitClass(ClassTree type, Object nothing) {
            if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
                cases.put(type.getSimpleName().toString(), new HashSet<>());
            }
            return super.visitClass(type, nothing);
        }
    }

    private final class Cases extends TreeScanner<Object, Object> {
        @Override
        public Object visitClass(ClassTree type, Object nothing) {
            type.getImplementsClause().forEach(implemented -> add(implemented, type));
            if (type.getExtendsClause() != null) {
                add(type.getExtendsClause(), type);
            }
            return super.visitClass(type, nothing);
        }

        private void add(Tree parent, ClassTree type) {
            var name = parent.toString().replaceAll("<.*", "");
            var known = cases.get(name.substring(name.lastIndexOf('.') + 1));
            if (known != null) {
                known.add(type.getSimpleName().toString());
            }
        }
    }
}
