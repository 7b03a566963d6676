package dmail.common.testing;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import dmail.common.tls.TlsFailure;
import dmail.common.tls.Upgrade;

/** A way to encryption for which there is no memory. */
public final class ShortOfMemory implements Upgrade {
    @Override
    public boolean isOffered() {
        return true;
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public boolean hasRoom() {
        return false;
    }

    @Override
    public String start(WireReader reader, WireWriter writer) throws TlsFailure {
        throw new AssertionError("told to go ahead");
    }

    @Override
    public void end() {}
}
