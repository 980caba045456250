package io.monopod.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.time.Instant;

/// A seed replays only if nothing in the world comes from elsewhere: no threads, no clock, no
/// network, no chance but [Chance].
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
                            "io.monopod.gateway.proxy..")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Math.class, "random");
}
