package io.monopod.console.window;

import io.monopod.console.service.Archive;
import io.monopod.console.text.Texts;

import javafx.scene.Scene;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Supplier;

/// File choosers for saving and opening runs. They start in the directory of the last choice.
final class FileDialogs {
    private final Archive archive;
    private final Supplier<Scene> scene;
    private File last = new File(System.getProperty("user.home", "."));

    FileDialogs(Archive archive, Supplier<Scene> scene) {
        this.archive = archive;
        this.scene = scene;
    }

    void export() {
        // Taken before the file chooser covers the window.
        WindowPicture picture = new WindowPicture(scene.get());
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Texts.text("archive.export"));
        chooser.setInitialDirectory(last);
        File chosen = chooser.showDialog(scene.get().getWindow());
        if (chosen != null) {
            last = chosen;
            archive.export(chosen.toPath(), picture);
        }
    }

    void open() {
        FileChooser chooser = chooser("archive.open", "archive.reports", "*.json");
        File chosen = chooser.showOpenDialog(scene.get().getWindow());
        if (chosen != null) {
            archive.open(remembered(chosen));
        }
    }

    void savePicture() {
        WindowPicture picture = new WindowPicture(scene.get());
        FileChooser chooser = chooser("archive.picture", "archive.pictures", "*.png");
        chooser.setInitialFileName(Archive.PICTURE);
        File chosen = chooser.showSaveDialog(scene.get().getWindow());
        if (chosen != null) {
            archive.save(picture, remembered(chosen));
        }
    }

    private FileChooser chooser(String title, String kind, String pattern) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.text(title));
        chooser.setInitialDirectory(last);
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Texts.text(kind), pattern));
        return chooser;
    }

    private Path remembered(File chosen) {
        last = chosen.getAbsoluteFile().getParentFile();
        return chosen.toPath();
    }
}
