package io.monopod.console.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.console.service.system.RemoteGateway;
import io.monopod.scenarios.system.Endpoint;

import org.junit.jupiter.api.Test;

import java.net.URI;

/// What is read from the form.
class ConnectModelTest {
    private final ConnectModel form = new ConnectModel();

    @Test
    void severalGatewaysHaveCommasBetweenThem() {
        form.address().set("one:1, two:2");
        form.admin().set("one:11,https://two:22");

        RemoteGateway remote = form.remote();

        assertThat(remote.endpoints())
                .containsExactly(Endpoint.plaintext("one", 1), Endpoint.plaintext("two", 2));
        assertThat(remote.admins())
                .containsExactly(URI.create("http://one:11"), URI.create("https://two:22"));
        assertThat(remote.name()).isEqualTo("one:1 +1");
    }

    @Test
    void savedConnectionFillsTheFormAgain() {
        form.address().set("one:1, two:2");
        form.admin().set("one:11, two:22");
        form.keep(form.remote());
        form.address().set("");
        form.admin().set("");

        form.use(SavedConnection.All.parse(form.saved().get().toString()).list().getFirst());

        assertThat(form.remote().endpoints()).hasSize(2);
        assertThat(form.remote().admins()).hasSize(2);
    }

    @Test
    void eachGatewayNeedsItsAdminAddressOrNone() {
        form.address().set("one:1, two:2");
        form.admin().set("one:11");

        assertThatThrownBy(form::remote)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "2 gateways need as many admin addresses, in the same order; 1 are given.");

        form.admin().set("");
        assertThat(form.remote().admins()).isEmpty();
    }

    @Test
    void localSystemMayHaveSeveralGateways() {
        assertThat(form.spec().gateways()).isOne();

        form.gateways().set(3);

        assertThat(form.spec().gateways()).isEqualTo(3);
    }
}
