package coop.ccci.harness.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleNameTest {
    private static final RecipeName RECIPE = new RecipeName("shop");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECIPE=shop | shop | shop",
                "TYPE=shop | shop | shop",
                "export TYPE=\"shop\"  # the recipe | shop | shop",
                "RECIPE='shop' | shop | shop",
                "RECIPE=shop:1.2.0+1.27 | shop | shop",
                "RECIPE=git.example.org/coop/cool-recipe:1.0.0+1 | git.example.org/coop/cool-recipe |"
                        + " git_example_org_coop_cool-recipe",
                "TYPE=https://git.example.org/coop/shop | git.example.org/coop/shop | git_example_org_coop_shop",
            })
    void the_name_is_what_abra_makes_of_the_line(String line, String name, String folder) {
        var found = SampleName.require("# a sample\n" + line + "\nDOMAIN=x", RECIPE);

        assertThat(found.value()).isEqualTo(name);
        assertThat(found.folder()).isEqualTo(folder);
        assertThat(found.place()).isEqualTo(".env.sample:2");
    }

    @Test
    void recipe_goes_before_type_wherever_they_stand() {
        assertThat(SampleName.require("TYPE=old\nRECIPE=shop", RECIPE).value()).isEqualTo("shop");
        assertThat(SampleName.require("RECIPE=shop\nTYPE=old", RECIPE).value()).isEqualTo("shop");
        assertThat(SampleName.require("RECIPE=first\nRECIPE=shop", RECIPE).value())
                .isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#RECIPE=shop", "RECIPE=", "MY_RECIPE=shop", "RECIPE_TYPE=shop"})
    void a_sample_without_a_name_is_told_with_the_line_to_add(String sample) {
        assertThatThrownBy(() -> SampleName.require(sample, RECIPE))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("add RECIPE=shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECIPE=../../etc", "RECIPE=a/../b", "RECIPE=/etc", "RECIPE=$NAME", "RECIPE=.git"})
    void a_name_that_leads_elsewhere_is_refused(String sample) {
        assertThatThrownBy(() -> SampleName.require(sample, RECIPE))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(".env.sample:1 says RECIPE=");
    }
}
