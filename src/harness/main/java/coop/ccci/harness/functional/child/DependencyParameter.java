package coop.ccci.harness.functional.child;

import coop.ccci.app.Dependencies;
import coop.ccci.harness.dependency.ProvidedApps;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the apps that the one under test depends on to every test that takes them. Where one of them could not be deployed
 * such a test does not run, nor one of a class that takes them around its tests.
 */
public final class DependencyParameter implements ParameterResolver, ExecutionCondition {
    /** How the reason begins for which a test does not run. */
    static final String NOT_RUN = "not run, dependency failed: ";

    private static final List<Class<? extends Annotation>> AROUND =
            List.of(BeforeAll.class, BeforeEach.class, AfterEach.class, AfterAll.class);
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DependencyParameter.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Dependencies.class;
    }

    /** The same for all tests; JUnit closes them after the last. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(ProvidedDependencies.class, key -> open(test), ProvidedDependencies.class);
    }

    private static ProvidedDependencies open(ExtensionContext test) {
        return new ProvidedDependencies(
                ProvidedApps.in(System.getenv()),
                AppAddress.read(AppParameter.folder(test).app()));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        var failure = ProvidedApps.in(System.getenv()).failure().filter(why -> takesThem(test));
        return failure.map(why -> ConditionEvaluationResult.disabled(NOT_RUN + why))
                .orElseGet(() -> ConditionEvaluationResult.enabled(""));
    }

    private static boolean takesThem(ExtensionContext test) {
        return test.getTestMethod().map(DependencyParameter::takesThem).orElseGet(() -> test.getTestClass()
                .filter(DependencyParameter::takesThem)
                .isPresent());
    }

    /** What stands around all tests of a class stands around each. */
    private static boolean takesThem(Class<?> type) {
        return Stream.concat(Arrays.stream(type.getDeclaredConstructors()), around(type))
                .anyMatch(DependencyParameter::takesThem);
    }

    private static Stream<Method> around(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(one -> Arrays.stream(one.getDeclaredMethods()))
                .filter(method -> AROUND.stream().anyMatch(method::isAnnotationPresent));
    }

    private static boolean takesThem(Executable executable) {
        return Arrays.asList(executable.getParameterTypes()).contains(Dependencies.class);
    }
}
