package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coop.ccci.sandbox.canary.Canaries;
import coop.ccci.sandbox.canary.Canary;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./cc-ci canaries}: a few recipes that must go red, beside one that must not. */
class CanariesIT {
    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> each_of_the_short_form_does_what_is_expected_of_it() {
        var sandbox = new Sandbox(SandboxSettings.of(System.getenv()));
        var quick = Canary.all(sandbox.settings().home()).stream()
                .filter(canary -> canary.expected().quick())
                .toList();
        assertThat(quick).as("the control, and some that go red").hasSizeGreaterThan(3);
        try (var progress = ConsoleDisplay.onStandardError(false)) {
            return new Canaries(sandbox, System.getenv(), folder)
                    .run(quick, quick.size(), progress).stream()
                            .map(outcome -> dynamicTest(
                                    outcome.canary().name() + ": "
                                            + outcome.canary().expected().about(),
                                    () -> assertThat(outcome.differences()).isEmpty()))
                            .toList();
        }
    }
}
