package io.monopod.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.monopod.console",
        importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule VIEW_MODELS_KNOW_NO_SCENE_GRAPH =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..live..", "..desk..", "..model..", "..text..", "..admin..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "javafx.scene..",
                            "javafx.stage..",
                            "javafx.animation..",
                            "javafx.application..",
                            "atlantafx..");

    @ArchTest
    static final ArchRule WHAT_IS_FOLDED_KNOWS_NO_JAVAFX =
            noClasses()
                    .that()
                    .resideInAnyPackage("..live..", "..text..", "..admin..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..");

    @ArchTest
    static final ArchRule NOBODY_HERE_KNOWS_GRPC =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "my_service..");

    @ArchTest
    static final ArchRule PARTS_KNOW_NO_VIEW_MODEL =
            noClasses()
                    .that()
                    .resideInAPackage("..part..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..model..", "..screen..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.monopod.console.(*)..").should().beFreeOfCycles();
}
