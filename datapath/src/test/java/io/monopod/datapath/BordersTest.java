package io.monopod.datapath;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The allowed dependencies between the data path's packages.
@AnalyzeClasses(
        packages = "io.monopod.datapath",
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
    static final ArchRule http2KnowsNeitherSessionsNorGrpcNorHelidon =
            noClasses()
                    .that()
                    .resideInAPackage("..datapath.http2..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OUTSIDE)
                    .orShould()
                    .dependOnClassesThat(
                            resideInAPackage("io.monopod..")
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAPackage("..datapath.http2.."))));

    @ArchTest
    static final ArchRule upstreamDoesNotKnowDownstream =
            noClasses()
                    .that()
                    .resideInAnyPackage("..upstream..", "..splice..", "..connection..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..downstream..", "..serve..");

    /// A call knows its two sides only by its own interfaces.
    @ArchTest
    static final ArchRule spliceDoesNotKnowUpstream =
            noClasses()
                    .that()
                    .resideInAnyPackage("..splice..", "..connection..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..upstream..");

    @ArchTest
    static final ArchRule connectionDoesNotKnowCalls =
            noClasses()
                    .that()
                    .resideInAnyPackage("..connection..", "..budget..", "..config..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..splice..", "io.monopod.datapath.call..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.monopod.datapath.(**)").should().beFreeOfCycles();
}
