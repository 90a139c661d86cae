package coop.ccci.harness.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondHostsTest {
    @TempDir
    private Path folder;

    @Test
    void they_are_the_names_below_the_domain_that_variables_declare() throws Exception {
        var file = Files.writeString(
                folder.resolve("recipe.yml"),
                """
                env:
                  SANDBOX_DOMAIN: sandbox.{domain}
                  ORIGINS: "https://files.{domain}/x https://{domain} wss://a.b.{domain}:443"
                  NOT_ONE: "x_{domain} evil..{domain} -a.{domain} {domain}.example.org"
                  MAIL: admin@mail.{domain}
                upgrade:
                  env:
                    LATER: later.{domain}
                    SANDBOX_DOMAIN: sandbox.{domain}
                """);

        assertThat(SecondHosts.of(new RecipeYaml().read(file), "x.ci.test"))
                .containsExactly(
                        "sandbox.x.ci.test", "files.x.ci.test", "a.b.x.ci.test", "mail.x.ci.test", "later.x.ci.test");
        assertThat(SecondHosts.of(RecipeSettings.DEFAULTS, "x.ci.test")).isEmpty();
    }
}
