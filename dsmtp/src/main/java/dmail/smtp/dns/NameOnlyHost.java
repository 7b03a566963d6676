package dmail.smtp.dns;

import java.net.InetAddress;

/** Ourselves where several servers share a machine: its addresses may be another's. */
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
