package coop.ccci.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sandbox starts bridge, harness and the stand-in for abra as programs. */
@AnalyzeClasses(packages = "coop.ccci.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule bridge_harness_and_abra_are_programs_and_no_libraries = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("coop.ccci.bridge..", "coop.ccci.harness..", "coop.ccci.abra..");

    @ArchTest
    static final ArchRule only_the_demo_and_the_command_line_know_the_demo = noClasses()
            .that()
            .resideOutsideOfPackages("coop.ccci.sandbox.demo..", "coop.ccci.sandbox")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("coop.ccci.sandbox.demo..");
}
