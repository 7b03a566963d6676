package dmail.smtp.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server on a free loopback port, by UDP and TCP, that knows all names there are: those that
 * a test has told it. It answers as a resolver does, with chains of CNAMEs followed and a SOA
 * record behind each "no"; about some names it misbehaves as the test has scripted.
 */
public final class TestDns implements AutoCloseable {
    private static final Name ZONE = Name.root;
    private static final long NEGATIVE_LIFE = 300;
    private static final int LONGEST_CHAIN = 16;
    private static final int PLAIN_PACKET = 512;

    /** What the server does with a question instead of answering it. */
    @FunctionalInterface
    public interface Fault {
        /**
         * {@return the packets that are sent back, none for silence}
         *
         * @param query the question
         * @param good the right answer
         */
        List<byte[]> packets(Message query, Message good) throws IOException;
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<Name, Fault> faults = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private TestDns(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
    }

    /** {@return a server that knows no name yet} */
    public static TestDns start() throws IOException {
        return start(InetAddress.getLoopbackAddress());
    }

    /** {@return a server at that address} */
    public static TestDns start(InetAddress address) throws IOException {
        while (true) {
            ServerSocket tcp = new ServerSocket(0, 50, address);
            try {
                InetSocketAddress same = new InetSocketAddress(address, tcp.getLocalPort());
                TestDns server = new TestDns(new DatagramSocket(same), tcp);
                Thread.ofVirtual().name("test dns, udp").start(server::serveUdp);
                Thread.ofVirtual().name("test dns, tcp").start(server::serveTcp);
                return server;
            } catch (SocketException taken) {
                // The other protocol has that port in use: another one.
                tcp.close();
            }
        }
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    /** {@return the line of dmail.conf that has it asked} */
    public String setting() {
        return "dns_host "
                + address().getAddress().getHostAddress()
                + ":"
                + address().getPort()
                + "\n";
    }

    /**
     * Adds a record, such as {@code ("example.com", "MX", "10 mx.example.com.")}, that may be kept
     * for an hour.
     */
    public TestDns has(String name, String type, String value) throws IOException {
        return has(name, 3600, type, value);
    }

    /** Adds a record that may be kept for so many seconds. */
    public TestDns has(String name, long life, String type, String value) throws IOException {
        Name owner = name(name);
        int code = Type.value(type);
        add(Record.fromString(owner, code, DClass.IN, life, value, Name.root));
        return this;
    }

    private void add(Record one) {
        records.merge(one.getName(), List.of(one), TestDns::joined);
    }

    private static List<Record> joined(List<Record> some, List<Record> more) {
        List<Record> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Forgets a name and how it is misbehaved about: it exists no more. */
    public TestDns forget(String name) throws IOException {
        records.remove(name(name));
        faults.remove(name(name));
        return this;
    }

    /** From now on questions about the name are treated so. */
    public TestDns misbehaves(String name, Fault fault) throws IOException {
        faults.put(name(name), fault);
        return this;
    }

    /** Never answers about the name. */
    public TestDns isSilentAbout(String name) throws IOException {
        return misbehaves(name, (_, _) -> List.of());
    }

    /** Answers with a code, such as {@code "SERVFAIL"}. */
    public TestDns answers(String name, String code) throws IOException {
        int rcode = Rcode.value(code);
        return misbehaves(name, (query, _) -> List.of(reply(query, rcode).toWire()));
    }

    /** {@return the questions so far, such as {@code MX example.com}, by UDP or TCP} */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private static Name name(String text) throws IOException {
        return Name.fromString(text, Name.root);
    }

    private void serveUdp() {
        try {
            byte[] room = new byte[65535];
            while (true) {
                DatagramPacket packet = new DatagramPacket(room, room.length);
                udp.receive(packet);
                answer(Arrays.copyOf(room, packet.getLength()), packet.getSocketAddress());
            }
        } catch (IOException _) {
            // That is how it is closed.
        }
    }

    private void answer(byte[] octets, SocketAddress client) throws IOException {
        Message query = new Message(octets);
        for (byte[] reply : replies(query, query.getOPT() == null ? PLAIN_PACKET : 1232)) {
            udp.send(new DatagramPacket(reply, reply.length, client));
        }
    }

    private void serveTcp() {
        try {
            while (true) {
                Socket socket = tcp.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // That is how it is closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] octets = in.readNBytes(in.readUnsignedShort());
            for (byte[] reply : replies(new Message(octets), Message.MAXLENGTH)) {
                byte[] framed = new byte[reply.length + 2];
                framed[0] = (byte) (reply.length >> 8);
                framed[1] = (byte) reply.length;
                System.arraycopy(reply, 0, framed, 2, reply.length);
                socket.getOutputStream().write(framed);
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private List<byte[]> replies(Message query, int longest) throws IOException {
        Record question = query.getQuestion();
        asked.add(Type.string(question.getType()) + " " + question.getName().toString(true));
        Message good = good(query, question);
        Fault fault = faults.get(question.getName());
        return fault == null ? List.of(good.toWire(longest)) : fault.packets(query, good);
    }

    private static Message reply(Message query, int rcode) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RD);
        reply.getHeader().setFlag(Flags.RA);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        return reply;
    }

    private Message good(Message query, Record question) {
        Message reply = reply(query, Rcode.NOERROR);
        Name at = question.getName();
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            List<Record> known = records.getOrDefault(at, List.of());
            List<Record> found =
                    known.stream().filter(one -> one.getType() == question.getType()).toList();
            if (!found.isEmpty()) {
                found.forEach(one -> reply.addRecord(one, Section.ANSWER));
                return reply;
            }
            if (known.isEmpty() || !(known.getFirst() instanceof CNAMERecord alias)) {
                reply.getHeader().setRcode(known.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
                reply.addRecord(authority(), Section.AUTHORITY);
                return reply;
            }
            reply.addRecord(alias, Section.ANSWER);
            at = alias.getTarget();
        }
        return reply;
    }

    private static Record authority() {
        return new SOARecord(ZONE, DClass.IN, 3600, ZONE, ZONE, 1, 3600, 600, 86400, NEGATIVE_LIFE);
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
