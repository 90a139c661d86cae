package coop.ccci.reconcile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may use which. */
@AnalyzeClasses(packages = "coop.ccci.reconcile", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "coop.ccci.reconcile";

    @ArchTest
    static final ArchRule the_other_programs_are_no_libraries = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("coop.ccci.bridge..", "coop.ccci.harness..", "coop.ccci.abra..", "coop.ccci.sandbox..");

    @ArchTest
    static final ArchRule only_the_program_package_starts_programs = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".program..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class);

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
