package dmail.smtp.dns;

import java.net.InetAddress;
import java.util.List;

/** Under which addresses a host is reached. */
sealed interface Addresses {
    /** Under these; at least one. */
    record Known(List<InetAddress> all) implements Addresses {
        public Known {
            all = List.copyOf(all);
        }
    }

    /** It has none. */
    record None() implements Addresses {}

    /** Nobody could tell. */
    record Failed(String why) implements Addresses {}
}
