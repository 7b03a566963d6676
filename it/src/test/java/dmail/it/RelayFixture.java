package dmail.it;

import dmail.smtp.testing.TestDns;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Sink;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Other people's domains on loopback: a name server that knows them, and mail servers at addresses
 * of their own. One dsmtp, which takes mail for them from loopback, lives there with its user
 * alice.
 */
final class RelayFixture implements AutoCloseable {
    private final TestDns dns;
    private final int port;
    private final Site site;
    private final List<Sink> sinks = new ArrayList<>();

    private RelayFixture(TestDns dns, int port, Site site) {
        this.dns = dns;
        this.port = port;
        this.site = site;
    }

    /** Makes the fixture in that folder; dmail.conf gets those lines too. */
    static RelayFixture in(Path folder, String... lines) throws IOException, InterruptedException {
        TestDns dns = TestDns.start();
        int port = freePort();
        Site site =
                Site.in(folder)
                        .user("alice", "secret")
                        .line(dns.setting().strip())
                        .line("dns_timeout 2")
                        .line("relay_to_self true")
                        .line("remote_smtp_port " + port);
        List.of(lines).forEach(site::line);
        return new RelayFixture(dns, port, site.write());
    }

    /** A port that is free on the first host, and so, as good as certain, on the others. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, host(2))) {
            return probe.getLocalPort();
        }
    }

    private static InetAddress host(int number) {
        return InetAddress.ofLiteral("127.0.0." + number);
    }

    Site site() {
        return site;
    }

    /** {@return the name server, to be told of domains} */
    TestDns dns() {
        return dns;
    }

    /** Starts a mail server at 127.0.0.number. */
    Sink sink(int number, Sink.Manners manners) throws IOException {
        return sink(number, manners, "SIZE");
    }

    /** Starts a mail server that offers something more. */
    Sink sink(int number, Sink.Manners manners, String extension) throws IOException {
        Sink sink = Sink.start(new InetSocketAddress(host(number), port), manners, extension);
        sinks.add(sink);
        return sink;
    }

    /** Makes a domain whose mail goes to these hosts, the first first. */
    void domain(String name, int... hosts) throws IOException {
        for (int each = 0; each < hosts.length; each++) {
            String exchanger = "mx" + hosts[each] + "." + name + ".";
            dns.has(name, "MX", 10 * (each + 1) + " " + exchanger);
            dns.has(exchanger, "A", "127.0.0." + hosts[each]);
        }
    }

    /** Sends a message from alice; {@return the last reply}. */
    static SmtpClient.Reply send(ServerProcess dsmtp, String message, String... recipients)
            throws IOException, InterruptedException {
        return sendFrom("<alice@" + Site.DOMAIN + ">", dsmtp, message, recipients);
    }

    /** Sends a message all of whose paths are given with their parameters. */
    static SmtpClient.Reply sendFrom(
            String sender, ServerProcess dsmtp, String message, String... recipients)
            throws IOException, InterruptedException {
        try (SmtpClient smtp = SmtpClient.connect(dsmtp.addresses().first("smtp"))) {
            smtp.command("MAIL FROM:" + sender);
            for (String recipient : recipients) {
                SmtpClient.Reply reply = smtp.command("RCPT TO:" + recipient);
                if (!reply.good()) {
                    return reply;
                }
            }
            smtp.command("DATA");
            smtp.body(message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            SmtpClient.Reply reply = smtp.reply();
            smtp.quit();
            return reply;
        }
    }

    /** Runs tellsmtp; {@return what it says}. */
    String tell(String... words) throws IOException, InterruptedException {
        return Ran.of(site.program("tellsmtp", words), "").succeeded().output();
    }

    @Override
    public void close() throws IOException {
        for (Sink sink : sinks) {
            sink.close();
        }
        dns.close();
    }
}
