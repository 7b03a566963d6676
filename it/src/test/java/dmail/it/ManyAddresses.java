package dmail.it;

import dmail.common.testing.TestCertificate;
import dmail.common.testing.TrustingClient;
import dmail.smtp.testing.TestDns;
import dmail.suite.Arrival;
import dmail.suite.ProvableMessage;
import dmail.suite.Ran;
import dmail.suite.Sink;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import dmail.suite.Tree;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;

/**
 * The sample many-addresses.conf as a site on loopback: 192.0.2.x is 127.0.1.x, the LAN 10.0.0.x is
 * 127.0.3.x, 2001:db8::20 is ::1, and the ports are so much higher that they are free. Other
 * people's domains lead to sinks that take everything, but nothing for refuse.example.
 */
final class ManyAddresses implements AutoCloseable {
    static final String LAN_CLIENT = "127.0.3.7";
    static final String STRANGER = "127.0.0.1";
    private static final Path SAMPLE = Path.of("..", "etc", "samples", "many-addresses.conf");
    private static final List<Integer> PORTS = List.of(25, 110, 465, 995);
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Path folder;
    private final int base;
    private final Site site;
    private final TestDns dns;
    private final Sink four;
    private final Optional<Sink> six;

    private ManyAddresses(
            Path folder, int base, Site site, TestDns dns, Sink four, Optional<Sink> six) {
        this.folder = folder;
        this.base = base;
        this.site = site;
        this.dns = dns;
        this.four = four;
        this.six = six;
    }

    /**
     * Makes the site, not yet started.
     *
     * @param change of the sample's lines
     */
    static ManyAddresses in(Path folder, UnaryOperator<String> change) throws Exception {
        int base = freePorts();
        TestDns dns = TestDns.start();
        int sinkPort = Ports.free();
        Sink four = Sink.start(at("127.0.2.2", sinkPort), ManyAddresses::manners, "SIZE");
        Optional<Sink> six = sixth(sinkPort);
        for (String domain : List.of("other", "hq.partner", "refuse", "news.acme")) {
            dns.has(domain + ".example", "MX", "10 mx4.example.");
        }
        dns.has("six.example", "MX", "10 mx6.example.");
        dns.has("mx4.example", "A", "127.0.2.2").has("mx6.example", "AAAA", "::1");
        Site site = users(Site.in(folder)).write();
        String text =
                inFolder(change.apply(Files.readString(SAMPLE)), folder)
                        .replace("192.0.2.53", dns.setting().strip().split(" ", 2)[1])
                        .replace("192.0.2.", "127.0.1.")
                        .replace("10.0.0.", "127.0.3.")
                        .replace("2001:db8::20", "::1")
                        .replace("number 465", "number " + (base + 465))
                        .replace("number 995", "number " + (base + 995));
        Files.writeString(
                site.conf(),
                text + "relay_to_self true\ndns_timeout 2\nremote_smtp_port " + sinkPort + "\n");
        Files.writeString(
                folder.resolve("services"),
                "SMTP %d/tcp\nPOP3 %d/tcp\n".formatted(base + 25, base + 110));
        return new ManyAddresses(folder, base, site, dns, four, six);
    }

    /**
     * Makes a site with the addresses and ports of the sample, not yet started.
     *
     * @param more lines at its end
     */
    static Site asItIs(Path folder, String more) throws Exception {
        Site site = users(Site.in(folder)).write();
        Files.writeString(site.conf(), inFolder(Files.readString(SAMPLE), folder) + more);
        Files.writeString(folder.resolve("services"), "SMTP 25/tcp\n");
        return site;
    }

    /** Its files are in that folder. */
    private static String inFolder(String text, Path folder) throws IOException {
        for (String name : List.of("acme", "one")) {
            Files.write(
                    folder.resolve(name + ".p12"),
                    TestCertificate.named("mail." + name + ".example").pkcs12(""));
        }
        for (String name : List.of("one", "two", "johns")) {
            Files.createDirectories(folder.resolve("mail").resolve(name));
        }
        return text.replace("/var/spool/mail", folder.resolve("mail").toString())
                .replace("/var/spool/dmail", folder.resolve("work").toString())
                .replace("/usr/local/dmail/nwauth", nwauth(folder))
                .replace("/usr/local/dmail", folder.toString())
                .replace("/etc/dmail", folder.toString());
    }

    private static Site users(Site site) {
        for (String user : List.of("fred", "bob", "A_fred", "A_amy", "B_fred", "J_joe")) {
            site.user(user, "of-" + user);
        }
        return site;
    }

    private static String nwauth(Path folder) {
        return Tree.built().launcher("nwauth") + " -path " + folder.resolve("users");
    }

    private static Optional<Sink> sixth(int port) {
        try {
            return Optional.of(Sink.start(at("::1", port), Sink.Manners.GOOD, "SIZE"));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static String manners(Sink.Step step, String line) {
        return step == Sink.Step.RECIPIENT && line.contains("@refuse.example")
                ? "554 5.7.1 not here"
                : Sink.USUAL;
    }

    /** {@return a number that is free as a port when one of the sample's is added} */
    private static int freePorts() throws IOException {
        IOException last = new IOException("none");
        for (int i = 0; i < 100; i++) {
            int base = ThreadLocalRandom.current().nextInt(10_000, 31_000);
            List<ServerSocket> taken = new ArrayList<>();
            try {
                for (int port : PORTS) {
                    taken.add(new ServerSocket(base + port));
                }
                return base;
            } catch (IOException used) {
                last = used;
            } finally {
                for (ServerSocket each : taken) {
                    each.close();
                }
            }
        }
        throw last;
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    Site site() {
        return site;
    }

    Suite start() throws IOException, InterruptedException {
        return Suite.start(site);
    }

    /** {@return a place of the sample, by its address there and its usual port} */
    InetSocketAddress place(String address, int port) {
        String here = address.replace("192.0.2.", "127.0.1.").replace("10.0.0.", "127.0.3.");
        return at(here, base + port);
    }

    /** Connects from an address of loopback. */
    static Socket connect(String from, InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.bind(at(from, 0));
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(to, TIMEOUT_MILLIS);
        return socket;
    }

    /** {@return the first line that a server says} */
    String greeting(String from, String address, int port) throws IOException {
        try (Socket socket = connect(from, place(address, port))) {
            return line(socket);
        }
    }

    /** Not buffered, so that nothing is lost of what follows. */
    static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet >= 0 && octet != '\n';
                octet = socket.getInputStream().read()) {
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    /**
     * {@return the names of the certificate that a client is shown who gives these commands, the
     * last of which starts TLS}
     */
    String shown(String address, int port, String... commands) throws IOException {
        try (Socket socket = connect(STRANGER, place(address, port))) {
            if (commands.length > 0) {
                String _ = line(socket);
            }
            for (String command : commands) {
                socket.getOutputStream()
                        .write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                String reply = line(socket);
                while (reply.startsWith("250-")) {
                    reply = line(socket);
                }
            }
            return shown(TrustingClient.over(socket));
        }
    }

    static String shown(SSLSocket secure) throws IOException {
        return ((X509Certificate) secure.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    /** Sends a message by a user who logs in; {@return from where it came, and by which name}. */
    String leaves(String id, String from, String login, String user, String address)
            throws IOException, InterruptedException {
        try (SmtpClient client = submission(address)) {
            SmtpClient.Reply welcome = logIn(client, login, user);
            if (welcome.code() != 235) {
                return welcome.toString();
            }
            SmtpClient.Reply reply = send(client, id, from, id + "@other.example");
            if (reply.code() != 250) {
                return reply.toString();
            }
        }
        return left(arrived(id));
    }

    /** {@return from where a message came, and by which name} */
    static String left(Arrival arrival) {
        return arrival.peer().getHostAddress() + " " + arrival.hello();
    }

    SmtpClient smtp(String from, String address) throws IOException {
        return SmtpClient.over(connect(from, place(address, 25)));
    }

    /** Connects by TLS from the start, and logs in; {@return what AUTH gets}. */
    static SmtpClient.Reply logIn(SmtpClient client, String user, String account)
            throws IOException {
        String words = "\0" + user + "\0of-" + account;
        return client.command(
                "AUTH PLAIN "
                        + Base64.getEncoder()
                                .encodeToString(words.getBytes(StandardCharsets.US_ASCII)));
    }

    SmtpClient submission(String address) throws IOException {
        return SmtpClient.over(TrustingClient.over(connect(STRANGER, place(address, 465))));
    }

    /** Sends a message of that name. */
    static SmtpClient.Reply send(SmtpClient client, String id, String from, String to)
            throws IOException {
        return client.send(from, List.of(to), ProvableMessage.of(id, Post.BODY));
    }

    /** {@return the message of that name at an IPv4 sink} */
    Arrival arrived(String id) throws IOException, InterruptedException {
        return arrived(four, id);
    }

    private static Arrival arrived(Sink sink, String id) throws IOException, InterruptedException {
        return sink.await(all -> all.stream().anyMatch(each -> each.id().equals(id))).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** {@return the message of that name at the IPv6 sink} */
    Arrival arrivedBySix(String id) throws IOException, InterruptedException {
        return arrived(six.orElseThrow(), id);
    }

    boolean hasSix() {
        return six.isPresent();
    }

    /** {@return what the IPv4 sink has} */
    List<Arrival> arrivals() {
        return four.arrivals();
    }

    /** Runs a program of the suite; {@return what came of it}. */
    Ran run(String program, String... words) throws IOException, InterruptedException {
        return Ran.of(site.program(program, words), "");
    }

    /** Sends a message of that name as a program of this host. */
    void sendmail(String id, String from, String to) throws IOException, InterruptedException {
        ProcessBuilder program =
                new ProcessBuilder(
                        Tree.built().launcher("sendmail").toString(),
                        "-C",
                        site.conf().toString(),
                        "-i",
                        "-f",
                        from,
                        to);
        String text = new String(ProvableMessage.of(id, Post.BODY), StandardCharsets.ISO_8859_1);
        Ran _ = Ran.of(program, text.replace("\r\n", "\n")).succeeded();
    }

    /** {@return a drop file below the folder of mail} */
    Path drop(String name) {
        return folder.resolve("mail").resolve(name);
    }

    @Override
    public void close() throws IOException {
        four.close();
        if (six.isPresent()) {
            six.get().close();
        }
        dns.close();
    }
}
