package coop.ccci.sandbox.e2e;

import coop.ccci.sandbox.config.EngineChoice;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The engines on which a scenario is played: every one under {@code ./cc-ci test --all}, else only the local one. The
 * demo is always played on both, which shows that both lead to the same verdicts; the rest would double the wait for
 * what is for the most part the same code.
 */
final class ChosenEngines implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Arrays.stream(EngineChoice.values())
                .filter(engine -> engine == EngineChoice.LOCAL || System.getenv("CCCI_TEST_ALL") != null)
                .map(Arguments::of);
    }
}
