package coop.ccci.bridge;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "coop.ccci", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_bridge_knows_neither_harness_nor_sandbox =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("coop.ccci.harness..", "coop.ccci.sandbox..");

    @ArchTest
    static final ArchRule reports_are_pure = noClasses()
            .that()
            .resideInAPackage("..bridge.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.sql..", "java.net.http..", "org.apache.camel..");

    @ArchTest
    static final ArchRule only_the_http_client_and_the_commands_that_ask_a_bridge_speak_http = noClasses()
            .that()
            .resideOutsideOfPackage("..bridge.http..")
            .and()
            .doNotHaveSimpleName("SendHookCommand")
            .and()
            .doNotHaveSimpleName("ManagementClient")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "org.apache.hc..", "org.apache.camel.component.http..");

    @ArchTest
    static final ArchRule only_the_ledger_package_speaks_sql = noClasses()
            .that()
            .resideOutsideOfPackage("..bridge.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "org.springframework.dao..",
                    "org.springframework.jdbc..",
                    "org.springframework.transaction..",
                    "org.flywaydb..",
                    "com.zaxxer..");

    @ArchTest
    static final ArchRule the_dashboard_only_reads = noClasses()
            .that()
            .resideInAPackage("..bridge.dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..bridge.forge..", "..bridge.engine..", "..bridge.admission..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("RunQueue")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Publisher");

    @ArchTest
    static final ArchRule the_ledger_knows_nothing_of_what_is_done_with_it = classes()
            .that()
            .resideInAPackage("..bridge.ledger..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..bridge.ledger..",
                    "..bridge.reason..",
                    "coop.ccci.contract..",
                    "com.fasterxml.jackson..",
                    "java..",
                    "javax.sql..",
                    "org.springframework..",
                    "org.flywaydb..",
                    "com.zaxxer..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule a_process_is_started_by_nobody = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(name("exec"))))
            .because("camel-exec starts the harness, with an environment of its own");

    @ArchTest
    static final ArchRule packages_do_not_go_in_circles =
            slices().matching("coop.ccci.bridge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule reasons_are_kinds_with_arguments_and_know_nothing_else = classes()
            .that()
            .resideInAPackage("..bridge.reason..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..bridge.reason..", "coop.ccci.contract..", "com.fasterxml.jackson..", "java..");
}
