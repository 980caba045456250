package io.monopod.gateway.store.etcd;

import io.monopod.config.Secret;

/// What etcd asks for where its authentication is on.
public record EtcdLogin(String user, Secret password) {}
