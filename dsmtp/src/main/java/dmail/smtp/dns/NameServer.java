package dmail.smtp.dns;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * One query to one name server: by UDP, from a port that the system picks at random, and by TCP
 * when the answer is truncated (RFC 1035 section 4.2, RFC 7766).
 *
 * <p>A packet that doesn't answer this very query is ignored: a forger must guess the port and the
 * id, and a wrong guess does no harm.
 */
final class NameServer {
    /** More than the size that we announce for UDP. */
    private static final int LONGEST_PACKET = 4096;

    private final InetSocketAddress address;
    private final Message query;
    private final long end;

    private NameServer(InetSocketAddress address, Message query, long end) {
        this.address = address;
        this.query = query;
        this.end = end;
    }

    /**
     * Sends the query once.
     *
     * @return the server's message, or empty after the time-out
     * @throws IOException when the server can't be reached, or what it sends by TCP is no answer
     */
    static Optional<Message> ask(InetSocketAddress address, Message query, Duration wait)
            throws IOException {
        NameServer server = new NameServer(address, query, System.nanoTime() + wait.toNanos());
        try {
            Message message = server.askByUdp();
            boolean cut = message.getHeader().getFlag(Flags.TC);
            return Optional.of(cut ? server.askByTcp() : message);
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        }
    }

    private Message askByUdp() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(address);
            byte[] octets = query.toWire();
            socket.send(new DatagramPacket(octets, octets.length));
            byte[] buffer = new byte[LONGEST_PACKET];
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.setSoTimeout(millisecondsLeft());
                socket.receive(packet);
                Optional<Message> answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
    }

    private Message askByTcp() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, millisecondsLeft());
            byte[] octets = query.toWire();
            byte[] framed = new byte[octets.length + 2];
            framed[0] = (byte) (octets.length >> 8);
            framed[1] = (byte) octets.length;
            System.arraycopy(octets, 0, framed, 2, octets.length);
            socket.getOutputStream().write(framed);
            byte[] length = read(socket, 2);
            byte[] whole = read(socket, ((length[0] & 0xff) << 8) | (length[1] & 0xff));
            // dnsjava reads as much as there is of a message that says it is cut.
            return answer(whole)
                    .filter(message -> !message.getHeader().getFlag(Flags.TC))
                    .orElseThrow(() -> new IOException("it answers nonsense by TCP"));
        }
    }

    /** The time-out is for the whole message, even if it comes one octet at a time. */
    private byte[] read(Socket socket, int length) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] octets = new byte[length];
        int have = 0;
        while (have < length) {
            socket.setSoTimeout(millisecondsLeft());
            int more = in.read(octets, have, length - have);
            if (more < 0) {
                throw new EOFException("it ends the connection in mid-answer");
            }
            have += more;
        }
        return octets;
    }

    private int millisecondsLeft() throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("time is over");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    private Optional<Message> answer(byte[] octets) {
        return read(octets).filter(this::answersIt);
    }

    /** dnsjava throws various exceptions for a broken message; they all mean the same here. */
    static Optional<Message> read(byte[] octets) {
        try {
            return Optional.of(new Message(octets));
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    private boolean answersIt(Message message) {
        return message.getHeader().getFlag(Flags.QR)
                && message.getHeader().getOpcode() == Opcode.QUERY
                && message.getHeader().getID() == query.getHeader().getID()
                && (repeatsTheQuestion(message) || refusesToRead(message));
    }

    private boolean repeatsTheQuestion(Message message) {
        Record asked = query.getQuestion();
        Record repeated = message.getQuestion();
        return message.getHeader().getCount(Section.QUESTION) == 1
                && repeated != null
                && asked.equals(repeated);
    }

    /** A server that can't parse the query answers FORMERR without repeating the question. */
    private static boolean refusesToRead(Message message) {
        int rcode = message.getHeader().getRcode();
        return (rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP)
                && message.getHeader().getCount(Section.QUESTION) == 0
                && message.getHeader().getCount(Section.ANSWER) == 0;
    }
}
