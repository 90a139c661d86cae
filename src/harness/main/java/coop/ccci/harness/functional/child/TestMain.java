package coop.ccci.harness.functional.child;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The process's main program: runs the test classes that the folder names and reports into it. */
public final class TestMain {
    /** A test that takes longer has failed, and the next one runs. */
    private static final String MAX_TEST_DURATION = "2 m";

    private TestMain() {}

    /**
     * Runs all the tests. The exit code says only that they were all told of.
     *
     * @param arguments the {@link TestFolder}
     */
    public static void main(String[] arguments) {
        var folder = new TestFolder(Path.of(arguments[0]));
        var names = folder.readNames();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(names.stream().map(DiscoverySelectors::selectClass).toList())
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter("junit.jupiter.displayname.generator.default", Sentences.class.getName())
                .configurationParameter("junit.jupiter.execution.timeout.testable.method.default", MAX_TEST_DURATION)
                .configurationParameter("junit.jupiter.execution.timeout.lifecycle.method.default", MAX_TEST_DURATION)
                .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
                .configurationParameter(AppParameter.FOLDER, folder.path().toString())
                .build();
        var launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build());
        try (var report = new ReportFile(folder.report())) {
            launcher.execute(request, new TestListener(names, report));
        }
        // a thread that a test has left behind must not keep the process
        System.exit(0);
    }

    /** A test's name is what its method's name says: {@code the_page_says_hello} reads "the page says hello". */
    static final class Sentences extends DisplayNameGenerator.ReplaceUnderscores {
        @Override
        public String generateDisplayNameForMethod(
                java.util.List<Class<?>> enclosing, Class<?> test, java.lang.reflect.Method method) {
            return method.getName().replace('_', ' ');
        }
    }
}
