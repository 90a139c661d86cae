package coop.ccci.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The contract is nouns and file formats: it knows nobody, and no framework. */
@AnalyzeClasses(packages = "coop.ccci.contract", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_contract_needs_nothing_but_java_and_jackson = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("coop.ccci.contract..", "java..", "com.fasterxml.jackson..");
}
