package dmail.setup.edit;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.server.TlsSettings;
import dmail.common.tls.Certificates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The listeners as the servers would have them if they started now. */
final class ListenerList {
    /** Certificates are read once, so there is nothing to tell of new versions. */
    private static final Log SILENT =
            new Log() {
                @Override
                public boolean writes(Level level) {
                    return false;
                }

                @Override
                public void write(Level level, LogLine line) {
                    // See above.
                }
            };

    private final List<ListenerDefinition> listeners;

    private ListenerList(List<ListenerDefinition> listeners) {
        this.listeners = listeners;
    }

    /** Reads the files of certificates, too: without them there is no encryption. */
    static ListenerList of(Configuration configuration) {
        Optional<Certificates> certificates =
                TlsSettings.certificatesAtStart(configuration, SILENT);
        List<ListenerDefinition> all = new ArrayList<>();
        for (Server server : Server.values()) {
            all.addAll(TlsSettings.listeners(configuration, server, certificates));
        }
        return new ListenerList(all);
    }

    /** {@return a line for each} */
    List<String> lines() {
        return listeners.stream().map(ListenerList::line).toList();
    }

    private static String line(ListenerDefinition listener) {
        return "%-24s %-24s %-10s %-12s %s"
                .formatted(
                        listener.name(),
                        listener.addressAndPort(),
                        listener.protocol(),
                        listener.encryption(),
                        closed(listener)
                                .map(why -> "closed: " + why)
                                .orElse(listener.description()))
                .stripTrailing();
    }

    /** {@return why no client is let in there} */
    private static Optional<String> closed(ListenerDefinition listener) {
        return listener.isEnabled() ? listener.down() : Optional.of("enable is false");
    }

    /** {@return an object for each} */
    List<Map<String, Object>> fields() {
        return listeners.stream().map(ListenerList::fields).toList();
    }

    private static Map<String, Object> fields(ListenerDefinition listener) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", listener.name());
        fields.put("address", listener.addressText());
        fields.put("port", port(listener));
        fields.put("protocol", listener.protocol().toString());
        fields.put("encryption", listener.encryption().toString());
        fields.put("description", listener.description());
        closed(listener).ifPresent(why -> fields.put("closed", why));
        return fields;
    }

    /** {@return the number; a name that stands for none} */
    private static Object port(ListenerDefinition listener) {
        Optional<String> unknown = listener.unknownPort();
        return unknown.isPresent() ? unknown.get() : listener.port();
    }
}
