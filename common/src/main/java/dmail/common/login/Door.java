package dmail.common.login;

import java.net.InetAddress;

/** The second field of a {@code vdomain} line: how a login shows which domain it means. */
public sealed interface Door {
    /** Clients that connect to this address of ours. */
    record Address(InetAddress address) implements Door {}

    /** Logins that end so; the text includes its separator, as in {@code /jds}. */
    record Suffix(String text) implements Door {}
}
