package coop.ccci.harness;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import coop.ccci.harness.socket.DockerGate;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Which package may use which. */
@AnalyzeClasses(
        packages = {"coop.ccci.harness", "coop.ccci.app"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("coop.ccci.harness.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule classes_of_a_run_have_no_cycles =
            slices().assignedFrom(new ClassesOfRun()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_process_package_starts_programs = noClasses()
            .that()
            .resideOutsideOfPackage("..harness.process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec"))))
            .because("argument vectors, deadlines, groups and masking are made in one place");

    @ArchTest
    static final ArchRule only_the_swarm_package_speaks_with_docker = noClasses()
            .that()
            .resideOutsideOfPackage("..harness.swarm..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule only_the_git_package_knows_git = noClasses()
            .that()
            .resideOutsideOfPackage("..harness.git..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jgit..");

    /** The one place that makes the abra which deploys the app of a run. */
    @ArchTest
    static final ArchRule row_21_what_swarm_holds_after_a_deploy_is_compared_with_what_was_let_through = classes()
            .that()
            .haveFullyQualifiedName("coop.ccci.harness.run.AppPreparation")
            .should()
            .callMethodWhere(target(owner(type(DockerGate.class))).and(target(name("requireAsJudged"))));

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

    @Test
    void a_program_started_by_the_runtime_is_seen_too() {
        var classes = new ClassFileImporter().importClasses(ByVector.class, ByLine.class);

        assertThat(only_the_process_package_starts_programs
                        .evaluate(classes)
                        .getFailureReport()
                        .getDetails())
                .hasSize(2);
    }

    @SuppressWarnings("UnusedMethod") // imported as a class file, never run
    private static final class ByVector {
        static Process start() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"true"});
        }
    }

    @SuppressWarnings("UnusedMethod") // imported as a class file, never run
    private static final class ByLine {
        @SuppressWarnings("deprecation")
        static Process start() throws IOException {
            return Runtime.getRuntime().exec("true");
        }
    }

    /** One slice for each class of the package {@code run}; a nested class is part of its outer one. */
    private static final class ClassesOfRun implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().equals("coop.ccci.harness.run")
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes of the package run";
        }
    }
}
