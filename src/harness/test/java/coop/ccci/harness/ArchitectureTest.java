package coop.ccci.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may use which. */
@AnalyzeClasses(
        packages = {"coop.ccci.harness", "coop.ccci.app"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("coop.ccci.harness.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_process_package_starts_programs = noClasses()
            .that()
            .resideOutsideOfPackage("..harness.process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .because("argument vectors, deadlines, groups and masking are made in one place");

    @ArchTest
    static final ArchRule only_the_swarm_package_speaks_with_docker = noClasses()
            .that()
            .resideOutsideOfPackage("..harness.swarm..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule only_the_recipe_package_knows_git = noClasses()
            .that()
            .resideOutsideOfPackage("..harness.recipe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jgit..");

    @ArchTest
    static final ArchRule what_recipes_tests_are_written_against_knows_nothing_of_the_harness = noClasses()
            .that()
            .resideInAPackage("coop.ccci.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("coop.ccci.harness..");

    @ArchTest
    static final ArchRule the_harness_does_not_know_the_bridge_or_the_sandbox = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("coop.ccci.bridge..", "coop.ccci.sandbox..", "org.apache.camel..");
}
