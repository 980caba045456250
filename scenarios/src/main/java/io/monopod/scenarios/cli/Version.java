package io.monopod.scenarios.cli;

import picocli.CommandLine.IVersionProvider;

/// Reads the version from the program's own jar.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"monopod " + (version == null ? "(not packaged)" : version)};
    }
}
