package dmail.common.config.listen;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * One {@code listen} line.
 *
 * @param listener the name that joins the lines of one listener
 */
public record ListenLine(String listener, Option option) {
    /** What the line says of the listener. */
    public sealed interface Option {
        /**
         * A place; a listener may have several.
         *
         * @param address empty means every address
         * @param port 0 means any free port
         */
        record On(Optional<InetAddress> address, int port) implements Option {
            @Override
            public String toString() {
                return "on " + address.map(On::bracketed).orElse("") + ":" + port;
            }

            private static String bracketed(InetAddress address) {
                String text = address.getHostAddress();
                return address instanceof Inet6Address ? "[" + text + "]" : text;
            }
        }

        /** What is spoken there. */
        record Speaks(Protocol protocol) implements Option {
            @Override
            public String toString() {
                return "protocol " + protocol;
            }
        }

        /** How what is spoken there is encrypted. */
        record Encrypted(Encryption encryption) implements Option {
            @Override
            public String toString() {
                return "encryption " + encryption;
            }
        }

        /** An option of the plan that this version doesn't serve. */
        record NotServed(String name, String value) implements Option {
            @Override
            public String toString() {
                return name + " " + value;
            }
        }
    }

    /** A protocol that a listener can speak. */
    public enum Protocol {
        SMTP,
        /** From users' programs, which log in (RFC 6409). */
        SUBMISSION,
        POP;

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether, and from when on, a connection is encrypted. */
    public enum Encryption {
        /** Never. */
        NONE("none"),
        /** When the client asks for it. */
        UPGRADE("tls"),
        /** From the first octet. */
        AT_ONCE("ssl");

        private final String word;

        Encryption(String word) {
            this.word = word;
        }

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return word;
        }
    }
}
