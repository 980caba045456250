package io.monopod.scenarios;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "io.monopod.scenarios", importOptions = DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule onlyTheClientKnowsGrpc =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideOutsideOfPackage("..client")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.grpc..", "io.netty..", "com.google..", "io.monopod.proto..");

    @ArchTest
    static final ArchRule eventsKnowNothingElse =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage("..event")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..client",
                            "..engine",
                            "..scenario",
                            "..steps",
                            "..load",
                            "..local",
                            "..report",
                            "..cli",
                            "..terminal",
                            "..system",
                            "com.fasterxml..");

    @ArchTest
    static final ArchRule scenariosKnowNoProcesses =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAnyPackage("..engine", "..scenario", "..steps", "..client", "..load")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..local", "..report", "..cli", "..terminal");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.monopod.scenarios.(*)..").should().beFreeOfCycles();
}
