package io.monopod.console;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
                            "..snapshot..",
                            "..state..",
                            "..service..",
                            "..model..",
                            "..text..",
                            "..admin..")
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
                    .resideInAnyPackage("..snapshot..", "..state..", "..text..", "..admin..")
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
    static final ArchRule CONTROLS_KNOW_NO_VIEW_MODEL =
            noClasses()
                    .that()
                    .resideInAnyPackage("..control..", "..flow..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..model..", "..command..", "..dialog..", "..screen..", "..window..");

    @ArchTest
    static final ArchRule SCREENS_AND_DIALOGS_KNOW_NEITHER_EACH_OTHER_NOR_THE_WINDOW =
            slices().matching("io.monopod.console.(screen|dialog|window)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(
                            resideInAPackage("..window"),
                            resideInAnyPackage("..screen..", "..dialog"));

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.monopod.console.(*)..").should().beFreeOfCycles();
}
