package io.monopod.instance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.monopod.instance", importOptions = DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule theSlotKnowsNoNetwork =
            noClasses()
                    .that()
                    .resideInAPackage("..slot")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.grpc..", "io.netty..", "io.helidon..", "io.monopod.datapath..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.monopod.(**)").should().beFreeOfCycles();
}
