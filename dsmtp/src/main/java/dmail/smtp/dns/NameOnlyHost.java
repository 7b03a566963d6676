package dmail.smtp.dns;

import java.net.InetAddress;

/**
 * This host where several servers share a machine: it is recognized by its name only, since its
 * addresses may be another server's.
 */
record NameOnlyHost(OwnHost self) implements OwnHost {
    @Override
    public boolean isNamed(String host) {
        return self.isNamed(host);
    }

    @Override
    public boolean has(InetAddress address) {
        return false;
    }
}
