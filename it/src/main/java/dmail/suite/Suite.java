package dmail.suite;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Both servers over one site, as a user runs them; closing it ends them as kill -9 does. */
public final class Suite implements AutoCloseable {
    private final ServerProcess dsmtp;
    private final ServerProcess dpop;

    private Suite(ServerProcess dsmtp, ServerProcess dpop) {
        this.dsmtp = dsmtp;
        this.dpop = dpop;
    }

    /** Starts both and waits until they serve. */
    public static Suite start(Site site) throws IOException, InterruptedException {
        Suite suite = new Suite(site.start("dsmtp"), site.start("dpop"));
        try {
            suite.dsmtp.addresses();
            suite.dpop.addresses();
            return suite;
        } catch (IOException failed) {
            suite.close();
            throw failed;
        }
    }

    /** {@return the mail server} */
    public ServerProcess dsmtp() {
        return dsmtp;
    }

    /** {@return the POP server} */
    public ServerProcess dpop() {
        return dpop;
    }

    /** {@return where mail is taken} */
    public InetSocketAddress smtp() throws IOException, InterruptedException {
        return dsmtp.addresses().first("smtp");
    }

    /** {@return where mail is collected} */
    public InetSocketAddress pop() throws IOException, InterruptedException {
        return dpop.addresses().first("pop");
    }

    /** Ends both with SIGTERM; {@return whether both said that all was well}. */
    public boolean stop() throws IOException, InterruptedException {
        int mail = dsmtp.stop();
        int collecting = dpop.stop();
        return mail == 0 && collecting == 0;
    }

    @Override
    public void close() {
        dsmtp.close();
        dpop.close();
    }
}
