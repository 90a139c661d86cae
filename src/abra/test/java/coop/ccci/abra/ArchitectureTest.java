package coop.ccci.abra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The stand-in for abra is an independent witness: it shares no reader of compose, env or git with the harness. */
@AnalyzeClasses(packages = "coop.ccci.abra", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_stand_in_knows_nothing_else_of_the_project = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "coop.ccci.contract..",
                    "coop.ccci.host..",
                    "coop.ccci.bridge..",
                    "coop.ccci.harness..",
                    "coop.ccci.sandbox..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("coop.ccci.(**)").should().beFreeOfCycles();
}
