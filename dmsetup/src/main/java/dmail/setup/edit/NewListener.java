package dmail.setup.edit;

import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenerDefinition;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A listener that is to be added.
 *
 * @param place its address and port as they were given
 * @param address empty means every address
 * @param port 0 means any free port
 */
record NewListener(
        String name,
        String place,
        Optional<InetAddress> address,
        int port,
        Protocol protocol,
        Encryption encryption) {
    /** {@return whether the system would not let both listen} */
    boolean overlaps(ListenerDefinition other) {
        return port != 0
                && port == other.port()
                && (address.isEmpty()
                        || other.address().isEmpty()
                        || address.equals(other.address()));
    }

    /** {@return its {@code listen} lines, without that word} */
    List<String> values() {
        List<String> values = new ArrayList<>();
        values.add(name + " on " + place);
        values.add(name + " protocol " + protocol);
        if (encryption != Encryption.STARTTLS) {
            values.add(name + " encryption " + encryption);
        }
        return values;
    }
}
