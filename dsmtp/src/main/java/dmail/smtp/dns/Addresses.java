package dmail.smtp.dns;

import java.net.InetAddress;
import java.util.List;

/** The addresses of a host. */
sealed interface Addresses {
    /** At least one address. */
    record Known(List<InetAddress> all) implements Addresses {
        public Known {
            all = List.copyOf(all);
        }
    }

    /** It has none. */
    record None() implements Addresses {}

    /** The look-up failed. */
    record Failed(String why) implements Addresses {}
}
