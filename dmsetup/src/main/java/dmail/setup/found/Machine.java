package dmail.setup.found;

import java.util.List;

/** What the Java runtime says of this machine. */
public interface Machine {
    /** {@return its name, with its domain where the system knows that} */
    String name();

    /** {@return its addresses, without loopback and link-local ones} */
    List<HostAddress> addresses();

    String timeZone();

    /** {@return the name of the user who runs this program} */
    String user();
}
