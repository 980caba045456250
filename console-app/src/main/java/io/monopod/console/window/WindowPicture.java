package io.monopod.console.window;

import io.monopod.console.service.Archive;

import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/// A snapshot of a window, taken on the UI thread. It may be written on any thread.
public final class WindowPicture implements Archive.Picture {
    private final WritableImage image;

    public WindowPicture(Scene scene) {
        image = scene.snapshot(null);
    }

    @Override
    public void write(Path file) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        copy.setRGB(0, 0, width, height, pixels, 0, width);
        if (!ImageIO.write(copy, "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG");
        }
    }
}
