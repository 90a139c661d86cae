package coop.ccci.contract;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every sentence that {@code cc-ci host status} can have of a part, out of the sources: what is thrown, what differs, and
 * what a look from outside answers. What is put in when it runs is {@code …}.
 */
final class HostSentences extends TreeScanner<Object, Object> {
    private static final Set<String> MADE =
            Set.of("PartException", "CallException", "UncheckedIOException", "Difference");

    private final Set<String> found = new TreeSet<>();

    private HostSentences() {}

    /** Returns the sentences of these files, in the order of the alphabet. */
    static Set<String> in(List<CompilationUnitTree> units) {
        var scanner = new HostSentences();
        units.forEach(unit -> unit.accept(scanner, null));
        return scanner.found;
    }

    @Override
    public Object visitNewClass(NewClassTree made, Object nothing) {
        if (MADE.contains(made.getIdentifier().toString())) {
            made.getArguments().get(0).accept(new Texts(), null);
        }
        return super.visitNewClass(made, nothing);
    }

    /** {@code act} makes a difference. */
    @Override
    public Object visitMethodInvocation(MethodInvocationTree call, Object nothing) {
        if (call.getMethodSelect().toString().equals("act")
                && call.getArguments().size() > 1) {
            call.getArguments().get(0).accept(new Texts(), null);
        }
        return super.visitMethodInvocation(call, nothing);
    }

    /** A problem or a warning. */
    @Override
    public Object visitMethod(MethodTree method, Object nothing) {
        if ("Optional<String>".equals(String.valueOf(method.getReturnType()))) {
            new Texts().scan(method.getBody(), null);
        }
        return super.visitMethod(method, nothing);
    }

    private final class Texts extends TreeScanner<Object, Object> {
        @Override
        public Object visitBinary(BinaryTree tree, Object nothing) {
            if (tree.getKind() != Tree.Kind.PLUS) {
                return super.visitBinary(tree, nothing);
            }
            add(text(tree));
            return null;
        }

        @Override
        public Object visitLiteral(LiteralTree tree, Object nothing) {
            add(text(tree));
            return null;
        }

        private void add(String text) {
            if (text.matches("(?s).*[a-z…] .*[a-z].*")) {
                found.add(text);
            }
        }

        private String text(Tree tree) {
            if (tree instanceof BinaryTree sum) {
                return text(sum.getLeftOperand()) + text(sum.getRightOperand());
            }
            return tree instanceof LiteralTree literal && literal.getValue() instanceof String words ? words : "…";
        }
    }
}
