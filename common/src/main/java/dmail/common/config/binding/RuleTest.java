package dmail.common.config.binding;

import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A test of a {@code bind_rule}: one of its patterns must match. */
public sealed interface RuleTest {
    /** {@return the key, as in dmail.conf} */
    String key();

    /** What is compared as text, without regard to letter case. */
    enum TextKey {
        /** The reverse path; {@code <>} when it is empty. */
        FROM,
        /** The recipient's address. */
        TO,
        /** The full name of the user who logged in. */
        USER,
        /** The name of the listener. */
        LISTEN,
        /** The domain group of the sender. */
        DOMAIN_GROUP;

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is compared as an address. */
    enum AddressKey {
        /** The client's address. */
        CLIENT,
        /** The address of this machine that the client connected to. */
        IN_IP;

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A test of text. */
    record Text(TextKey what, List<Wildcard> patterns) implements RuleTest {
        public Text {
            patterns = List.copyOf(patterns);
        }

        @Override
        public String key() {
            return what.toString();
        }

        @Override
        public String toString() {
            return shown(key(), patterns);
        }
    }

    /** A test of an address. */
    record Address(AddressKey what, List<IpPattern> patterns) implements RuleTest {
        public Address {
            patterns = List.copyOf(patterns);
        }

        @Override
        public String key() {
            return what.toString();
        }

        @Override
        public String toString() {
            return shown(key(), patterns);
        }
    }

    /**
     * A test of the first header field of that name.
     *
     * @param name in lower case
     */
    record Header(String name, List<Wildcard> patterns) implements RuleTest {
        public Header {
            patterns = List.copyOf(patterns);
        }

        @Override
        public String key() {
            return "header:" + name;
        }

        @Override
        public String toString() {
            return shown(key(), patterns);
        }
    }

    private static String shown(String key, List<?> patterns) {
        return key + " " + patterns.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
