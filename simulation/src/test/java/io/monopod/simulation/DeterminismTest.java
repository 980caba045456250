package io.monopod.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.time.Instant;

/// A seed replays only if the world uses nothing from outside: no threads, clocks or network, and
/// no randomness but [Chance].
@AnalyzeClasses(packages = "io.monopod.simulation")
class DeterminismTest {
    @ArchTest
    static final ArchRule theWorldIsOfItsOwnMaking =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.lang.Thread")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.helidon..",
                            "io.grpc..",
                            "java.net..",
                            "java.nio..",
                            "java.util.concurrent..",
                            "io.monopod.gateway.call..",
                            "io.monopod.datapath.connection..",
                            "io.monopod.datapath.downstream..",
                            "io.monopod.datapath.splice..",
                            "io.monopod.datapath.upstream..")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Math.class, "random");
}
