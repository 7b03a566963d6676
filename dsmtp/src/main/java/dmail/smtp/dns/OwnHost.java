package dmail.smtp.dns;

import java.net.InetAddress;

/** What is ourselves: mail that DNS sends there would come back for ever. */
public interface OwnHost {
    /** {@return whether that is a name of this server} */
    boolean isNamed(String host);

    /** {@return whether the address belongs to this machine} */
    boolean has(InetAddress address);
}
