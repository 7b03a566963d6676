package dmail.common.config.listen;

import dmail.common.address.Domain;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.type.GreetingType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** What one line says of a listener, or of a port that addresses have. */
public sealed interface ListenOption {
    /**
     * Options that restrict access: a listener without them would be open to more than was meant.
     */
    Set<String> ACCESS_OPTIONS =
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
     * An address and a port; a listener may have several.
     *
     * @param address empty means every address
     * @param port 0 means any free port
     */
    record Bind(Optional<InetAddress> address, PortSpec port) implements ListenOption {
        @Override
        public String toString() {
            return "on " + address.map(Bind::bracketed).orElse("") + ":" + port;
        }

        private static String bracketed(InetAddress address) {
            String text = address.getHostAddress();
            return address instanceof Inet6Address ? "[" + text + "]" : text;
        }
    }

    /** The number of a port, at each address that has it. */
    record PortNumber(PortSpec port) implements ListenOption {
        @Override
        public String toString() {
            return "number " + port;
        }
    }

    /** What is spoken there. */
    record ProtocolIs(Protocol protocol) implements ListenOption {
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

    /**
     * What the host is called there.
     *
     * @param name empty leaves it to the address
     */
    record Hostname(Optional<Domain> name) implements ListenOption {
        @Override
        public String toString() {
            return name.map(given -> "hostname " + given).orElse("hostname");
        }
    }

    /**
     * The text of the greeting there.
     *
     * @param text empty leaves it to the address
     */
    record Greeting(Optional<String> text) implements ListenOption {
        @Override
        public String toString() {
            return text.map(given -> "greeting " + GreetingType.show(given)).orElse("greeting");
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

    /** An option that this version doesn't support. */
    record Unsupported(String name, String value) implements ListenOption {
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
    record Invalid(String name, String value, String why) implements ListenOption {
        @Override
        public String toString() {
            return name + " " + value;
        }
    }

    /** {@return why a listener with this line is open to nobody; empty when it may be open} */
    default Optional<String> down() {
        return switch (this) {
            case Unsupported(var name, var value) when ACCESS_OPTIONS.contains(name) ->
                    Optional.of(
                            (name.equals("protocol") || name.equals("encryption")
                                            ? name + " " + value
                                            : name)
                                    + " is not served yet");
            case Invalid(var name, _, var why) when ACCESS_OPTIONS.contains(name) ->
                    Optional.of(name + ": " + why);
            default -> Optional.empty();
        };
    }
}
