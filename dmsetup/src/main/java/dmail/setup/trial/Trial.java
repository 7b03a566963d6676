package dmail.setup.trial;

import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.io.Reason;
import dmail.setup.ask.Asker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Starts a site and tries it. */
public final class Trial {
    /** About half a minute, by the pauses between. */
    private static final int MOST_TRIES = 150;

    private final Programs programs;
    private final Programs.Site site;
    private final Configuration configuration;
    private final Asker asker;

    public Trial(Programs programs, Programs.Site site, Configuration configuration, Asker asker) {
        this.programs = programs;
        this.site = site;
        this.configuration = configuration;
        this.asker = asker;
    }

    /** {@return whether both servers run already} */
    public boolean isUp() {
        return programs.answers(Server.DSMTP, site) && programs.answers(Server.DPOP, site);
    }

    /** Starts what doesn't run; {@return whether both run now} */
    public boolean start() throws InterruptedException {
        boolean up = true;
        for (Server server : Server.values()) {
            up &= programs.answers(server, site) || starts(server);
        }
        return up;
    }

    private boolean starts(Server server) throws InterruptedException {
        try {
            programs.start(server, site);
        } catch (IOException e) {
            asker.say("   FAILED   start " + server + ": " + Reason.of(e));
            return false;
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            if (programs.answers(server, site)) {
                asker.say("   done     start " + server);
                return true;
            }
            programs.pause();
        }
        asker.say("   FAILED   start " + server + ", which does not answer; " + site.output());
        programs.lastWords(site).forEach(line -> asker.say("      " + line));
        return false;
    }

    /**
     * Sends a message and collects it.
     *
     * @param address the user's
     * @param login how the user logs in
     * @return whether it came through
     */
    public boolean passes(String address, String login, String password, String mark)
            throws InterruptedException {
        String main = configuration.values(DomainSettings.HOST_DOMAIN).getFirst().name();
        TestMessage message = new TestMessage("postmaster@" + main, address, mark);
        return sends(message, main) && collects(message, login, password);
    }

    private boolean sends(TestMessage message, String ownName) {
        try {
            message.send(address(Protocol.SMTP), ownName);
            asker.say("   done     send a message to " + message.to());
            return true;
        } catch (IOException e) {
            asker.say("   FAILED   send a message to " + message.to() + ": " + Reason.of(e));
            return false;
        }
    }

    private boolean collects(TestMessage message, String login, String password)
            throws InterruptedException {
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                if (message.collect(address(Protocol.POP), login, password)) {
                    asker.say("   done     collect it as " + login);
                    return true;
                }
                programs.pause();
            }
            asker.say("   FAILED   collect it as " + login + ": it has not come");
        } catch (IOException e) {
            asker.say("   FAILED   collect it as " + login + ": " + Reason.of(e));
        }
        return false;
    }

    private InetSocketAddress address(Protocol protocol) throws IOException {
        Optional<ListenerDefinition> first =
                ListenerTable.of(configuration).plain(protocol).stream().findFirst();
        if (first.isEmpty()) {
            throw new IOException("no server listens for " + protocol);
        }
        InetAddress address =
                first.get()
                        .address()
                        .filter(each -> !each.isAnyLocalAddress())
                        .orElse(InetAddress.ofLiteral("127.0.0.1"));
        return new InetSocketAddress(address, first.get().port());
    }
}
