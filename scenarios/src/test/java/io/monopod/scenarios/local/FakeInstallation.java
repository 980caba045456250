package io.monopod.scenarios.local;

import io.monopod.scenarios.local.files.Installation;
import io.monopod.scenarios.system.SystemSpec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// An installation in its own directory; all programs are [FakeProgram].
record FakeInstallation(Path home) {
    static FakeInstallation in(Path home) throws IOException {
        String entry = FakeProgram.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeProgram.class.getName());
        try (InputStream code = FakeProgram.class.getClassLoader().getResourceAsStream(entry);
                OutputStream file = Files.newOutputStream(home.resolve("fake.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            if (code == null) {
                throw new IOException("no " + entry);
            }
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
        return new FakeInstallation(home);
    }

    LocalSetup setup(SystemSpec spec) {
        return setup(spec, 0);
    }

    LocalSetup setup(SystemSpec spec, int port) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path jar = home.resolve("fake.jar");
        return new LocalSetup(
                new Installation(java, jar, jar, jar), spec, port, home.resolve("logs"));
    }

    /// Creates a file that changes a program's behaviour; see [FakeProgram].
    void tell(String file) throws IOException {
        Files.createFile(home.resolve(file));
    }
}
