package io.monopod.gateway.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Descriptors of services for clients that lack the proto files: everything in a set of files and
/// their imports. Immutable.
final class ServiceDescriptors {
    private final List<String> services = new ArrayList<>();
    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> symbols = new LinkedHashMap<>();

    /// @param described files whose services are listed
    /// @param messageFiles files with messages that clients receive as details of a status
    ServiceDescriptors(List<FileDescriptor> described, List<FileDescriptor> messageFiles) {
        for (var file : described) {
            file.getServices().forEach(service -> services.add(service.getFullName()));
            withImports(file).forEach(this::index);
        }
        for (var file : messageFiles) {
            withImports(file).forEach(this::index);
        }
    }

    private void index(FileDescriptor file) {
        files.put(file.getFullName(), file);
        for (var service : file.getServices()) {
            symbols.put(service.getFullName(), file);
            service.getMethods().forEach(method -> symbols.put(method.getFullName(), file));
        }
        file.getEnumTypes().forEach(type -> symbols.put(type.getFullName(), file));
        file.getMessageTypes().forEach(this::index);
    }

    private void index(Descriptor message) {
        symbols.put(message.getFullName(), message.getFile());
        message.getEnumTypes().forEach(type -> symbols.put(type.getFullName(), message.getFile()));
        message.getNestedTypes().forEach(this::index);
    }

    List<String> services() {
        return services;
    }

    boolean knowsSymbol(String name) {
        return symbols.containsKey(name);
    }

    /// The file of this name and its imports, each as a serialized `FileDescriptorProto`.
    Optional<List<ByteString>> byFile(String name) {
        return Optional.ofNullable(files.get(name)).map(ServiceDescriptors::serialized);
    }

    /// The file that declares a service, method, message or enum, and its imports.
    Optional<List<ByteString>> bySymbol(String name) {
        return Optional.ofNullable(symbols.get(name)).map(ServiceDescriptors::serialized);
    }

    private static List<ByteString> serialized(FileDescriptor file) {
        return withImports(file).stream().map(f -> f.toProto().toByteString()).toList();
    }

    private static Set<FileDescriptor> withImports(FileDescriptor file) {
        var found = new LinkedHashSet<FileDescriptor>();
        collect(file, found);
        return found;
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> into) {
        if (into.add(file)) {
            file.getDependencies().forEach(imported -> collect(imported, into));
        }
    }
}
