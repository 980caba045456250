package io.monopod.gateway.admin;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A listener's routing that only records the added routes, as `GET /path/{id}`.
record RecordedRoutes(String prefix, Set<String> operations) implements InvocationHandler {
    RecordedRoutes() {
        this("", new TreeSet<>());
    }

    HttpRouting.Builder builder() {
        return (HttpRouting.Builder)
                Proxy.newProxyInstance(
                        RecordedRoutes.class.getClassLoader(),
                        new Class<?>[] {HttpRouting.Builder.class},
                        this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "get", "post", "delete" ->
                    operations.add(
                            method.getName().toUpperCase(Locale.ROOT)
                                    + " "
                                    + prefix
                                    + ((String) arguments[0]).replace("{+", "{"));
            case "register" -> {
                for (var service : (HttpService[]) arguments[1]) {
                    service.routing(
                            new RecordedRoutes(prefix + arguments[0], operations).builder());
                }
            }
            // Applies to every path, and is not in the document.
            case "head", "any" -> {}
            default -> throw new AssertionError("not known to this test: " + method);
        }
        return proxy;
    }
}
