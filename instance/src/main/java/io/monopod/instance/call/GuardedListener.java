package io.monopod.instance.call;

import io.grpc.ServerCall;

import java.util.function.Consumer;

/// Passes the events of a call on to the service.
final class GuardedListener<Q> extends ServerCall.Listener<Q> {
    private final Consumer<Runnable> around;
    private final Runnable onCancel;
    private ServerCall.Listener<Q> service = new ServerCall.Listener<>() {};

    /// @param around runs each callback of the service
    /// @param onCancel runs before the service learns that the client cancelled
    GuardedListener(Consumer<Runnable> around, Runnable onCancel) {
        this.around = around;
        this.onCancel = onCancel;
    }

    void delegateTo(ServerCall.Listener<Q> listener) {
        service = listener;
    }

    @Override
    public void onReady() {
        around.accept(service::onReady);
    }

    @Override
    public void onMessage(Q message) {
        around.accept(() -> service.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        around.accept(service::onHalfClose);
    }

    @Override
    public void onCancel() {
        around.accept(
                () -> {
                    onCancel.run();
                    service.onCancel();
                });
    }

    @Override
    public void onComplete() {
        around.accept(service::onComplete);
    }
}
