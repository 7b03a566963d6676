package dmail.common.config.listen;

import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** What one line says of a listener, or of a port that addresses have. */
public sealed interface ListenOption {
    /** Without these a listener would let in, or show, what the administrator meant to keep. */
    Set<String> GUARDS =
            Set.of(
                    "allow",
                    "certificate",
                    "deny",
                    "enable",
                    "encryption",
                    "key",
                    "peer",
                    "protocol",
                    "proxy_protocol",
                    "relay");

    /**
     * A place; a listener may have several.
     *
     * @param address empty means every address
     * @param port 0 means any free port
     */
    record On(Optional<InetAddress> address, PortRef port) implements ListenOption {
        @Override
        public String toString() {
            return "on " + address.map(On::bracketed).orElse("") + ":" + port;
        }

        private static String bracketed(InetAddress address) {
            String text = address.getHostAddress();
            return address instanceof Inet6Address ? "[" + text + "]" : text;
        }
    }

    /** The number of a port, at each address that has it. */
    record PortNumber(PortRef port) implements ListenOption {
        @Override
        public String toString() {
            return "number " + port;
        }
    }

    /** What is spoken there. */
    record Speaks(Protocol protocol) implements ListenOption {
        @Override
        public String toString() {
            return "protocol " + protocol;
        }
    }

    /** How what is spoken there is encrypted. */
    record Encrypted(Encryption encryption) implements ListenOption {
        @Override
        public String toString() {
            return "encryption " + encryption;
        }
    }

    /** A name for people. */
    record Description(String text) implements ListenOption {
        @Override
        public String toString() {
            return "description " + text;
        }
    }

    /** Whether clients are accepted there. */
    record Enable(boolean isEnabled) implements ListenOption {
        @Override
        public String toString() {
            return "enable " + isEnabled;
        }
    }

    /** What to do while the machine lacks the address. */
    record Missing(WhenMissing then) implements ListenOption {
        @Override
        public String toString() {
            return "missing " + then;
        }
    }

    /** An option of the plan that this version doesn't serve. */
    record NotServed(String name, String value) implements ListenOption {
        @Override
        public String toString() {
            return name + " " + value;
        }
    }

    /**
     * An option whose value is wrong.
     *
     * @param why what is wrong, a clause
     */
    record Bad(String name, String value, String why) implements ListenOption {
        @Override
        public String toString() {
            return name + " " + value;
        }
    }

    /** {@return why a listener with this line is open to nobody; empty when it may be open} */
    default Optional<String> down() {
        return switch (this) {
            case NotServed(var name, var value) when GUARDS.contains(name) ->
                    Optional.of(
                            (name.equals("protocol") || name.equals("encryption")
                                            ? name + " " + value
                                            : name)
                                    + " is not served yet");
            case Bad(var name, _, var why) when GUARDS.contains(name) ->
                    Optional.of(name + ": " + why);
            default -> Optional.empty();
        };
    }
}
