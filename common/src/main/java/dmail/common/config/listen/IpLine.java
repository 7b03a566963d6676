package dmail.common.config.listen;

import dmail.common.address.Domain;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * One {@code ip} line.
 *
 * @param address empty means every address
 */
public record IpLine(Optional<InetAddress> address, Option option) {
    /** {@return the arguments in dmail.conf} */
    @Override
    public String toString() {
        return address.map(InetAddress::getHostAddress).orElse("*") + " " + option;
    }

    /** What the line says of the address. */
    public sealed interface Option {
        /** What the host is called there. */
        record Hostname(Domain name) implements Option {
            @Override
            public String toString() {
                return "hostname " + name;
            }
        }

        /**
         * The ports that clients find there.
         *
         * @param names those of {@code port} lines
         */
        record Ports(List<String> names) implements Option {
            /** Copies. */
            public Ports {
                names = List.copyOf(names);
            }

            @Override
            public String toString() {
                return "ports " + String.join(",", names);
            }
        }

        /** A name for people. */
        record Description(String text) implements Option {
            @Override
            public String toString() {
                return "description " + text;
            }
        }

        /** The address that others see in its place, where addresses are translated. */
        record PublicAddress(InetAddress seen) implements Option {
            @Override
            public String toString() {
                return "public_address " + seen.getHostAddress();
            }
        }

        /** What to do while the machine lacks the address. */
        record Missing(WhenMissing then) implements Option {
            @Override
            public String toString() {
                return "missing " + then;
            }
        }

        /**
         * An option whose value is wrong.
         *
         * @param why what is wrong, a clause
         */
        record Invalid(String name, String value, String why) implements Option {
            @Override
            public String toString() {
                return name + " " + value;
            }
        }
    }
}
