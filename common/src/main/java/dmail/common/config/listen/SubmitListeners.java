package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Protocol;
import java.util.List;
import java.util.Optional;

/** Finds the listeners at which the mail of {@code submit_server} lines would come in. */
public final class SubmitListeners {
    private final List<ListenerDefinition> listeners;
    private final ServiceNames names;

    private SubmitListeners(List<ListenerDefinition> listeners, ServiceNames names) {
        this.listeners = listeners;
        this.names = names;
    }

    /** Finds those of a configuration. */
    public static SubmitListeners of(Configuration configuration) {
        return of(ListenerTable.of(configuration), configuration);
    }

    /** Finds those of a configuration, whose listeners these are. */
    public static SubmitListeners of(ListenerTable table, Configuration configuration) {
        return new SubmitListeners(table.of(Server.DSMTP), ServiceNames.of(configuration));
    }

    /**
     * {@return the listener at a line's address: the one with its port; without a port the first
     * with protocol smtp, else with protocol submission}
     */
    public Optional<ListenerDefinition> of(SubmitLine line) {
        if (line.port().isEmpty()) {
            return first(line, Protocol.SMTP).or(() -> first(line, Protocol.SUBMISSION));
        }
        Optional<Integer> number = names.number(line.port().get());
        return listeners.stream()
                .filter(each -> isAt(line, each) && each.protocol() != Protocol.CONTROL)
                .filter(each -> number.filter(port -> port == each.port()).isPresent())
                .findFirst();
    }

    private Optional<ListenerDefinition> first(SubmitLine line, Protocol protocol) {
        return listeners.stream()
                .filter(each -> isAt(line, each) && each.protocol() == protocol)
                .findFirst();
    }

    private static boolean isAt(SubmitLine line, ListenerDefinition listener) {
        return listener.address().map(line.address()::equals).orElse(true);
    }
}
