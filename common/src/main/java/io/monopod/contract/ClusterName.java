package io.monopod.contract;

/// A group of instances (or one static address) that serve the same routes. Not empty.
public record ClusterName(String value) {
    public ClusterName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("cluster name must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
