package coop.ccci.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sandbox starts bridge, harness and the stand-in for abra as programs. */
@AnalyzeClasses(packages = "coop.ccci.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "coop.ccci.sandbox";

    @ArchTest
    static final ArchRule bridge_harness_and_abra_are_programs_and_no_libraries = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("coop.ccci.bridge..", "coop.ccci.harness..", "coop.ccci.abra..");

    @ArchTest
    static final ArchRule only_the_command_line_knows_the_demo_and_the_canaries = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".demo..", ROOT + ".canary..", ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".demo..", ROOT + ".canary..");

    @ArchTest
    static final ArchRule nothing_knows_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();
}
