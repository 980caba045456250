package io.monopod.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.monopod.gateway.call.Answers;
import io.monopod.gateway.call.Refusal;

/// The borders between the gateway's packages.
@AnalyzeClasses(
        packages = "io.monopod.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
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
                    .resideInAPackage("..gateway.assign..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OUTSIDE)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..gateway.http2..",
                            "..gateway.proxy..",
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
    static final ArchRule http2KnowsNeitherSessionsNorGrpcNorHelidon =
            noClasses()
                    .that()
                    .resideInAPackage("..gateway.http2..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OUTSIDE)
                    .orShould()
                    .dependOnClassesThat(
                            resideInAPackage("io.monopod..")
                                    .and(
                                            com.tngtech.archunit.base.DescribedPredicate.not(
                                                    resideInAPackage("..gateway.http2.."))));

    @ArchTest
    static final ArchRule oneFileMapsRefusalsToStatuses =
            noClasses()
                    .that()
                    .areNotAssignableTo(Answers.class)
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
                            "..gateway.call..", "..gateway.admin..", "..gateway.telemetry..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.monopod.gateway.(*)..").should().beFreeOfCycles();
}
