package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.harness.HarnessFixture.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of whole runs share: a harness on fakes of abra, Docker and Traefik, and the one recipe that it tests. */
abstract class WholeRuns {
    @TempDir
    Path folder;

    HarnessFixture fixture;

    @BeforeEach
    void openFixture() throws Exception {
        fixture = new HarnessFixture(folder);
    }

    @AfterEach
    void closeFixture() {
        fixture.close();
    }

    /** Writes a file of the recipe; it is no part of a commit yet. */
    void write(String file, String text) {
        HarnessFixture.write(fixture.recipe().resolve(file), text);
    }

    /** Writes the recipe's {@code recipe.yml}. */
    void settings(String text) {
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html/recipe.yml"), text);
    }

    /** Writes one of the recipe's hooks. */
    void hook(String name, String script) {
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html/hooks").resolve(name), script);
    }

    /** Proposes a change of one file, besides what was written before, and tests it. */
    Ran proposed(String file, String text) throws Exception {
        write(file, text);
        fixture.propose("change");
        return fixture.run();
    }

    /** How many calls of abra begin so. */
    long calls(String beginning) {
        return fixture.calls()
                .lines()
                .filter(call -> call.startsWith(beginning))
                .count();
    }

    /** Nothing is left of any app. */
    void nothingIsLeft() {
        assertThat(fixture.docker.objects()).isEmpty();
        assertThat(fixture.files("abra/servers/default")).isEmpty();
        assertThat(fixture.files("locks")).isEmpty();
    }

    /** What came of a tier. */
    static TierResult tier(Ran ran, Tier tier) {
        return ran.results().tiers().stream()
                .filter(result -> result.tier() == tier)
                .findFirst()
                .orElseThrow();
    }
}
