package dmail.smtp.dns;

import java.net.InetAddress;

/** The names and addresses of this host: mail that DNS sends there would loop. */
public interface OwnHost {
    /** {@return whether that is a name of this server} */
    boolean isNamed(String host);

    /** {@return whether the address belongs to this machine} */
    boolean has(InetAddress address);

    /**
     * {@return this host where several servers share a machine: it is recognized by its name only,
     * since its addresses may be another server's}
     */
    default OwnHost byNameOnly() {
        OwnHost whole = this;
        return new OwnHost() {
            @Override
            public boolean isNamed(String host) {
                return whole.isNamed(host);
            }

            @Override
            public boolean has(InetAddress address) {
                return false;
            }
        };
    }
}
