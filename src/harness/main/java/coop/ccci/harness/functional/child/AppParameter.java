package coop.ccci.harness.functional.child;

import coop.ccci.app.App;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the app to every test that takes one. JUnit finds this class by its service file; what else a test may take
 * gets a class and a line there of its own.
 */
public final class AppParameter implements ParameterResolver {
    static final String FOLDER = "ccci.folder";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(AppParameter.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == App.class;
    }

    /** One app for all tests; JUnit closes it after the last. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(DeployedApp.class, key -> open(test), DeployedApp.class);
    }

    private static DeployedApp open(ExtensionContext test) {
        return new DeployedApp(AppAddress.read(folder(test).app()));
    }

    static TestFolder folder(ExtensionContext test) {
        return test.getConfigurationParameter(FOLDER)
                .map(path -> new TestFolder(Path.of(path)))
                .orElseThrow(() -> new IllegalStateException(FOLDER + " is not set"));
    }
}
