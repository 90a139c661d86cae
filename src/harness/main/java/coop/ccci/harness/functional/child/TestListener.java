package coop.ccci.harness.functional.child;

import coop.ccci.harness.functional.child.TestEvent.Kind;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Reports every test, and every class of which none ran. */
final class TestListener implements TestExecutionListener {
    private final List<String> classes;
    private final ReportFile report;
    private final Set<String> toldOf = new HashSet<>();
    private TestPlan plan;

    /**
     * Makes ready.
     *
     * @param classes the names of the classes that must each hold a test
     */
    TestListener(List<String> classes, ReportFile report) {
        this.classes = classes;
        this.report = report;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            report.write(Kind.STARTED, name(test), "");
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        report(reason.startsWith(DependencyParameter.NOT_RUN) ? Kind.NOT_RUN : Kind.SKIPPED, test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var message = result.getThrowable()
                .map(thrown -> Failures.message(thrown, classes))
                .orElse("");
        result.getThrowable().ifPresent(Throwable::printStackTrace);
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    report(Kind.PASSED, test, "");
                }
            }
            case FAILED ->
                result.getThrowable()
                        .flatMap(BrowserFault::in)
                        .ifPresentOrElse(
                                fault -> report(Kind.NO_BROWSER, test, fault.getMessage()),
                                () -> report(Kind.FAILED, test, message));
            case ABORTED -> report(Kind.ABORTED, test, message);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        classes.stream().filter(name -> !toldOf.contains(name)).forEach(name -> report.write(Kind.EMPTY, name, ""));
        report.write(Kind.END, "", "");
    }

    private void report(Kind kind, TestIdentifier test, String message) {
        report.write(kind, name(test), message);
        for (var at = Optional.of(test); at.isPresent(); at = plan.getParent(at.get())) {
            at.flatMap(TestIdentifier::getSource)
                    .filter(ClassSource.class::isInstance)
                    .map(source -> ((ClassSource) source).getClassName())
                    .ifPresent(toldOf::add);
        }
    }

    /** From the class down; the engine at the top says nothing to anybody. */
    private String name(TestIdentifier test) {
        var names = new ArrayDeque<String>();
        for (var at = Optional.of(test); at.isPresent(); at = plan.getParent(at.get())) {
            if (at.get().getParentIdObject().isPresent() || names.isEmpty()) {
                names.addFirst(at.get().getDisplayName());
            }
        }
        return String.join(": ", names);
    }
}
