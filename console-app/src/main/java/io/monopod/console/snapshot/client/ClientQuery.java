package io.monopod.console.snapshot.client;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// A filter and an order for the client list.
///
/// @param code only clients that received this code; null for any
/// @param refusal only clients that received the entry of the contract's table with this index; -1
///   for any
/// @param pod only clients that this pod serves or served last; null for any
/// @param text only clients with this text in a column, ignoring case
public record ClientQuery(
        ClientGroup group,
        @Nullable Code code,
        int refusal,
        @Nullable String pod,
        String text,
        ClientOrder order,
        ClientOrder.Direction direction) {
    public static final ClientQuery EVERYONE =
            new ClientQuery(
                    ClientGroup.ALL,
                    null,
                    -1,
                    null,
                    "",
                    ClientOrder.CLIENT,
                    ClientOrder.Direction.ASCENDING);

    public ClientQuery {
        text = text.strip().toLowerCase(Locale.ROOT);
    }

    public ClientQuery inGroup(ClientGroup wanted) {
        return new ClientQuery(wanted, code, refusal, pod, text, order, direction);
    }

    public ClientQuery withCode(@Nullable Code wanted) {
        return new ClientQuery(group, wanted, refusal, pod, text, order, direction);
    }

    public ClientQuery withRefusal(int index) {
        return new ClientQuery(group, code, index, pod, text, order, direction);
    }

    public ClientQuery onPod(@Nullable String wanted) {
        return new ClientQuery(group, code, refusal, wanted, text, order, direction);
    }

    public ClientQuery withText(String wanted) {
        return new ClientQuery(group, code, refusal, pod, wanted, order, direction);
    }

    public ClientQuery sorted(ClientOrder by, ClientOrder.Direction how) {
        return new ClientQuery(group, code, refusal, pod, text, by, how);
    }

    /// Whether it may hide clients.
    public boolean isNarrow() {
        return !equals(EVERYONE.sorted(order, direction));
    }

    public List<ClientRow> of(List<ClientRow> all) {
        boolean natural =
                order == ClientOrder.CLIENT && direction == ClientOrder.Direction.ASCENDING;
        var matching = all.stream().filter(this::matches);
        return (natural ? matching : matching.sorted(order.rows(direction))).toList();
    }

    private boolean matches(ClientRow row) {
        ClientView view = row.view();
        return group.has(row)
                && (code == null || row.got(code))
                && (refusal < 0 || row.gotRefusal(refusal))
                && (pod == null || pod.equals(view.pod()))
                && (text.isEmpty() || hasText(row));
    }

    private boolean hasText(ClientRow row) {
        ClientView view = row.view();
        Answer last = view.last();
        return contains(view.label())
                || contains(view.session())
                || contains(view.pod())
                || contains(row.group().name().replace('_', ' '))
                || (last != null
                        && (contains(last.outcome().name())
                                || contains(last.message())
                                || contains(last.reason())));
    }

    private boolean contains(@Nullable String value) {
        return value != null && value.toLowerCase(Locale.ROOT).contains(text);
    }
}
