package dmail.setup.testing;

import dmail.setup.found.Existing;
import dmail.setup.found.Facts;
import dmail.setup.found.Facts.FreshSecrets;
import dmail.setup.found.Host;
import dmail.setup.found.HostAddress;
import dmail.setup.found.Listener;
import dmail.setup.found.Spool;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts about a machine that a test describes. */
public final class SiteFacts {
    private final Path conf;
    private String name = "mail.example.com";
    private String mailName = "";
    private String searchDomain = "";
    private String user = "root";
    private Optional<Spool> spool = Optional.empty();
    private final List<HostAddress> addresses = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();

    /** Of a machine with the name mail.example.com, no address, and root at its keys. */
    public SiteFacts(Path conf) {
        this.conf = conf;
    }

    public SiteFacts named(String hostName) {
        name = hostName;
        return this;
    }

    public SiteFacts mailName(String text) {
        mailName = text;
        return this;
    }

    public SiteFacts searching(String domain) {
        searchDomain = domain;
        return this;
    }

    public SiteFacts user(String runner) {
        user = runner;
        return this;
    }

    public SiteFacts at(String address, int prefixLength) {
        addresses.add(new HostAddress(InetAddress.ofLiteral(address), prefixLength));
        return this;
    }

    public SiteFacts listening(int port, String program) {
        listeners.add(new Listener(port, program, 812));
        return this;
    }

    public SiteFacts spool(Path folder, int boxes) {
        spool = Optional.of(new Spool(folder, boxes));
        return this;
    }

    public Host host() {
        return new Host(name, mailName, searchDomain, addresses, "Europe/Vienna", user, 1024);
    }

    public Facts facts() throws IOException {
        return new Facts(
                host(),
                listeners,
                spool,
                Existing.read(conf),
                new FreshSecrets("freshsecret", "managersecret"));
    }
}
