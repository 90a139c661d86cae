package coop.ccci.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sandbox starts bridge and harness as programs; the stand-in for abra could be another program altogether. */
@AnalyzeClasses(packages = "coop.ccci.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule bridge_and_harness_are_programs_and_no_libraries =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("coop.ccci.bridge..", "coop.ccci.harness..");

    @ArchTest
    static final ArchRule the_stand_in_for_abra_knows_nothing_of_the_sandbox = noClasses()
            .that()
            .resideInAPackage("coop.ccci.sandbox.abra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "coop.ccci.sandbox",
                    "coop.ccci.sandbox.backup..",
                    "coop.ccci.sandbox.demo..",
                    "coop.ccci.sandbox.docker..",
                    "coop.ccci.sandbox.gitea..",
                    "coop.ccci.sandbox.part..",
                    "coop.ccci.sandbox.process..",
                    "coop.ccci.sandbox.recipe..",
                    "coop.ccci.sandbox.traefik..");

    @ArchTest
    static final ArchRule only_the_demo_and_the_command_line_know_the_demo = noClasses()
            .that()
            .resideOutsideOfPackages("coop.ccci.sandbox.demo..", "coop.ccci.sandbox")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("coop.ccci.sandbox.demo..");
}
