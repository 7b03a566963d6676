package dmail.smtp.dns;

import java.net.InetAddress;

/** The names and addresses of this host: mail that DNS sends there would loop. */
public interface OwnHost {
    /** {@return whether that is a name of this server} */
    boolean isNamed(String host);

    /** {@return whether the address belongs to this machine} */
    boolean has(InetAddress address);
}
