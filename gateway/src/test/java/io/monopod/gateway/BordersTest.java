package io.monopod.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.call.Answers;

/// The borders between the gateway's packages.
@AnalyzeClasses(
        packages = "io.monopod.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    private static final String[] ASSIGNMENT = {
        "..gateway.assign..", "..gateway.table..", "..gateway.queue..", "..gateway.retry.."
    };

    private static final String[] OUTSIDE = {
        "io.helidon..",
        "io.grpc..",
        "com.google.protobuf..",
        "com.google.rpc..",
        "io.monopod.proto.."
    };

    @ArchTest
    static final ArchRule assignmentIsPure =
            noClasses()
                    .that()
                    .resideInAnyPackage(ASSIGNMENT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OUTSIDE)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.monopod.datapath..",
                            "..gateway.control..",
                            "..gateway.registry..",
                            "..gateway.call..",
                            "java.net..",
                            "java.nio..",
                            "java.util.logging..")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule oneFileMapsRefusalsToStatuses =
            noClasses()
                    .that()
                    .areNotAssignableTo(Answers.class)
                    // Describes the messages to clients, but makes none.
                    .and()
                    .haveNameNotMatching(".*[.]Reflection([$].*)?")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.google.rpc..");

    @ArchTest
    static final ArchRule refusalsStayWithTheCall =
            classes()
                    .that()
                    .areAssignableTo(Refusal.class)
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAnyPackage(
                            "..gateway.assign..",
                            "..gateway.table..",
                            "..gateway.retry..",
                            "..gateway.registry..",
                            "..gateway.shared..",
                            "..gateway.call..",
                            "..gateway.admin..",
                            "..gateway.telemetry..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.monopod.gateway.(*)..").should().beFreeOfCycles();
}
