package dmail.common.config.listen;

import dmail.common.address.Domain;
import dmail.common.address.IpPattern;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.type.GreetingType;
import dmail.common.config.type.Size;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The file of a certificate, and of its key when no other line names one. */
    record Certificate(Path file) implements ListenOption {
        @Override
        public String toString() {
            return "certificate " + file;
        }
    }

    /** The file of a certificate's key. */
    record Key(Path file) implements ListenOption {
        @Override
        public String toString() {
            return "key " + file;
        }
    }

    /** The file of the password that opens the others. */
    record PasswordFile(Path file) implements ListenOption {
        @Override
        public String toString() {
            return "certificate_password_file " + file;
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

    /** Who may relay there. */
    record Relay(Set<RelayWord> words) implements ListenOption {
        /** Copies. */
        public Relay {
            words = Set.copyOf(words);
        }

        @Override
        public String toString() {
            return "relay "
                    + words.stream()
                            .sorted()
                            .map(Object::toString)
                            .collect(Collectors.joining(","));
        }
    }

    /** The largest message; 0 octets for no limit. */
    record MaxSize(Size size) implements ListenOption {
        @Override
        public String toString() {
            return "max_size " + PolicyOptionReader.SIZE.show(size);
        }
    }

    /** Recipients of a message. */
    record MaxRcpt(int most) implements ListenOption {
        @Override
        public String toString() {
            return "max_rcpt " + most;
        }
    }

    /** Sessions at a time. */
    record MaxSessions(int most) implements ListenOption {
        @Override
        public String toString() {
            return "max_sessions " + most;
        }
    }

    /** Sessions of one client at a time. */
    record MaxSessionsPerIp(int most) implements ListenOption {
        @Override
        public String toString() {
            return "max_sessions_per_ip " + most;
        }
    }

    /** Who may connect, or may not. */
    record Access(AccessRule rule) implements ListenOption {
        @Override
        public String toString() {
            return rule.toString();
        }
    }

    /** What is otherwise for the clients of a network. */
    record Peer(IpPattern network, ListenOption option) implements ListenOption {
        @Override
        public String toString() {
            return "peer " + network + " " + option;
        }
    }

    /** Proxies, whose connections begin with a PROXY header; nobody else may connect. */
    record ProxyProtocol(List<IpPattern> networks) implements ListenOption {
        /** Copies. */
        public ProxyProtocol {
            networks = List.copyOf(networks);
        }

        @Override
        public String toString() {
            return "proxy_protocol "
                    + networks.stream().map(IpPattern::toString).collect(Collectors.joining(","));
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
            case Invalid(var name, _, var why) when ACCESS_OPTIONS.contains(name) ->
                    Optional.of(name + ": " + why);
            default -> Optional.empty();
        };
    }
}
