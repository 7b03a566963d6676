package dmail.smtp.dns;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.testing.TestDns.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What comes of packets that are broken, forged or cut. */
@Timeout(60)
class WireFaultsTest {
    private static final String DOMAIN = "example.com";
    private static final String RIGHT = "mx.example.com:25 192.0.2.1";

    private @TempDir Path folder;
    private DnsFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new DnsFixture(folder);
        fixture.server
                .has(DOMAIN, "MX", "10 mx.example.com.")
                .has("mx.example.com", "A", "192.0.2.1");
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    /** What is no answer to our question, whoever sent it. */
    static Stream<Arguments> rubbish() {
        return Stream.of(
                Arguments.of("another id", fault(good -> put(good, 0, (byte) (good[0] ^ 1)))),
                Arguments.of("a question", fault(good -> put(good, 2, (byte) (good[2] & 0x7f)))),
                Arguments.of(
                        "another opcode", fault(good -> put(good, 2, (byte) (good[2] | 0x10)))),
                Arguments.of("about another name", fault(good -> put(good, 13, (byte) 'x'))),
                Arguments.of("about another type", fault(good -> put(good, 26, (byte) Type.A))),
                Arguments.of("no question at all", fault(good -> put(good, 5, (byte) 0))),
                Arguments.of("65535 answers", fault(good -> put(put(good, 6, -1), 7, -1))),
                Arguments.of("65535 questions", fault(good -> put(put(good, 4, -1), 5, -1))),
                Arguments.of("empty", fault(_ -> new byte[0])),
                Arguments.of("shorter than a header", fault(good -> Arrays.copyOf(good, 11))),
                Arguments.of("header only", fault(good -> Arrays.copyOf(good, 12))),
                Arguments.of(
                        "cut in mid-record", fault(good -> Arrays.copyOf(good, good.length - 20))),
                Arguments.of("a name that points to itself", fault(good -> name(good, "c01d"))),
                Arguments.of(
                        "a name that points behind the end", fault(good -> name(good, "ffff"))),
                Arguments.of(
                        "a name with a label of an unknown kind", fault(good -> name(good, "80"))),
                Arguments.of("a name that never ends", fault(good -> name(good, "3f".repeat(300)))),
                Arguments.of("text", fault(_ -> "HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII))));
    }

    /** Changes the octets of the right answer. */
    private interface Change {
        byte[] of(byte[] good);
    }

    private static Fault fault(Change change) {
        return (_, good) -> List.of(change.of(good.toWire()));
    }

    private static byte[] put(byte[] octets, int index, int value) {
        byte[] changed = octets.clone();
        changed[index] = (byte) value;
        return changed;
    }

    /** The header, the question, and then a record whose name is spelled so. */
    private static byte[] name(byte[] good, String hex) {
        byte[] name = HexFormat.of().parseHex(hex);
        int question = 12 + DOMAIN.length() + 2 + 4;
        byte[] rest = HexFormat.of().parseHex("000f000100000e1000040000000100");
        return ByteBuffer.allocate(question + name.length + rest.length)
                .put(good, 0, question)
                .put(name)
                .put(rest)
                .array();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rubbish")
    void rubbishIsNoAnswer(String what, Fault rubbish) throws IOException {
        fixture.withShortTimeout().server.misbehaves(DOMAIN, rubbish);
        assertEquals(
                "later: mail exchangers of example.com: name server 127.0.0.1:"
                        + fixture.server.address().getPort()
                        + " does not answer",
                fixture.route(DOMAIN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rubbish")
    void rubbishDoesNotKeepTheAnswerAway(String what, Fault rubbish) throws IOException {
        fixture.server.misbehaves(
                DOMAIN,
                (query, good) -> {
                    List<byte[]> packets = new ArrayList<>(rubbish.packets(query, good));
                    packets.add(good.toWire());
                    return packets;
                });
        assertEquals(RIGHT, fixture.route(DOMAIN));
    }

    /** A hundred guesses of a forger who knows the port, and then the right answer. */
    @Test
    void aForgerWhoGuessesWrongDoesNoHarm() throws IOException {
        fixture.server.misbehaves(
                DOMAIN,
                (query, good) -> {
                    List<byte[]> packets = new ArrayList<>();
                    for (int i = 1; i <= 100; i++) {
                        Message forged = answer(query, "MX", "10 evil.example.");
                        forged.getHeader().setID((query.getHeader().getID() + i) & 0xffff);
                        packets.add(forged.toWire());
                    }
                    packets.add(good.toWire());
                    return packets;
                });
        assertEquals(RIGHT, fixture.route(DOMAIN));
    }

    private static Message answer(Message query, String type, String value) throws IOException {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        answer.addRecord(record(query.getQuestion().getName(), type, value), Section.ANSWER);
        return answer;
    }

    private static Record record(Name name, String type, String value) throws IOException {
        return Record.fromString(name, Type.value(type), DClass.IN, 3600, value, Name.root);
    }

    /** The records are beside the question: neither memory nor disk may learn them. */
    @Test
    void whatNobodyAskedForIsNotBelieved() throws IOException {
        fixture.server.has("victim.example", "A", "192.0.2.66");
        Name victim = Name.fromString("victim.example.");
        fixture.server.misbehaves(
                DOMAIN,
                (query, good) -> {
                    Message poisoned = good.clone();
                    poisoned.addRecord(record(victim, "MX", "1 evil.example."), Section.ANSWER);
                    poisoned.addRecord(record(victim, "A", "203.0.113.1"), Section.ADDITIONAL);
                    Name host = Name.fromString("mx.example.com.");
                    poisoned.addRecord(record(host, "A", "203.0.113.2"), Section.ADDITIONAL);
                    return List.of(poisoned.toWire());
                });
        assertEquals(RIGHT, fixture.route(DOMAIN));
        assertEquals("victim.example:25 192.0.2.66", fixture.route("victim.example"));
        fixture.server.forget("victim.example");
        fixture.forgetMemory();
        assertEquals("victim.example:25 192.0.2.66", fixture.route("victim.example"), "from disk");
    }

    @Test
    void aServerThatOnlyRefersToOthersIsNoSource() throws IOException {
        fixture.server.misbehaves(
                DOMAIN,
                (query, _) -> {
                    Message referral = new Message(query.getHeader().getID());
                    referral.getHeader().setFlag(Flags.QR);
                    referral.addRecord(query.getQuestion(), Section.QUESTION);
                    Name com = Name.fromString("com.");
                    referral.addRecord(record(com, "NS", "ns.example."), Section.AUTHORITY);
                    return List.of(referral.toWire());
                });
        assertTrue(fixture.route(DOMAIN).endsWith(" does not look names up for us"));
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.FORMERR, Rcode.NOTIMP})
    void aServerOfOldIsAskedWithoutExtensions(int rcode) throws IOException {
        fixture.server.misbehaves(
                DOMAIN,
                (query, good) -> {
                    Message refusal = refusal(query, rcode);
                    refusal.addRecord(query.getQuestion(), Section.QUESTION);
                    Message reply = query.getOPT() == null ? good : refusal;
                    return List.of(reply.toWire());
                });
        assertEquals(RIGHT, fixture.route(DOMAIN));
    }

    /** What it can't read it can't repeat. */
    @ParameterizedTest
    @ValueSource(ints = {Rcode.FORMERR, Rcode.NOTIMP})
    void aServerOfOldNeedNotRepeatTheQuestion(int rcode) throws IOException {
        fixture.server.misbehaves(
                DOMAIN,
                (query, good) -> {
                    Message reply = query.getOPT() == null ? good : refusal(query, rcode);
                    return List.of(reply.toWire());
                });
        assertEquals(RIGHT, fixture.route(DOMAIN));
    }

    /** The number has to be that of the question all the same. */
    @Test
    void aForgedRefusalDoesNoHarm() throws IOException {
        fixture.server.misbehaves(
                DOMAIN,
                (query, good) -> {
                    Message forged = refusal(query, Rcode.FORMERR);
                    forged.getHeader().setID(query.getHeader().getID() ^ 1);
                    return List.of(forged.toWire(), good.toWire());
                });
        assertEquals(RIGHT, fixture.route(DOMAIN));
    }

    private static Message refusal(Message query, int rcode) {
        Message refusal = new Message(query.getHeader().getID());
        refusal.getHeader().setFlag(Flags.QR);
        refusal.getHeader().setRcode(rcode);
        return refusal;
    }

    @Test
    void aCutAnswerThatTcpDoesNotCompleteKeepsTheMail() throws IOException {
        fixture.server.misbehaves(
                DOMAIN,
                (_, good) -> {
                    Message cut = good.clone();
                    cut.getHeader().setFlag(Flags.TC);
                    return List.of(Arrays.copyOf(cut.toWire(), 40), cut.toWire());
                });
        assertTrue(fixture.route(DOMAIN).startsWith("later: "), fixture.route(DOMAIN));
    }

    @Test
    void impossibleHostsAreLeftOut() throws IOException {
        fixture.server
                .has(DOMAIN, "MX", "1 two\\ words.example.")
                .has(DOMAIN, "MX", "2 \\010.example.")
                .has(DOMAIN, "MX", "3 *.example.");
        assertEquals(RIGHT, fixture.route(DOMAIN));
        fixture.server.has("odd.example", "MX", "1 <script>.example.");
        assertTrue(
                fixture.route("odd.example")
                        .endsWith(" answers with nothing but impossible values"));
    }

    /** Right answers with octets changed at random: whatever comes of them, it comes at once. */
    @Test
    void anyPacketIsReadWithoutHarm() throws IOException {
        Message good = new Message(7);
        good.getHeader().setFlag(Flags.QR);
        good.getHeader().setFlag(Flags.RA);
        Name name = Name.fromString("example.com.");
        good.addRecord(Record.newRecord(name, Type.MX, DClass.IN), Section.QUESTION);
        Name other = Name.fromString("other.example.");
        good.addRecord(record(name, "CNAME", "other.example."), Section.ANSWER);
        good.addRecord(record(other, "MX", "10 mx.example.com."), Section.ANSWER);
        good.addRecord(record(other, "MX", "20 ."), Section.ANSWER);
        String soa = "ns.example. root.example. 1 2 3 4 5";
        good.addRecord(record(other, "SOA", soa), Section.AUTHORITY);
        byte[] octets = good.toWire();
        Random random = new Random(108);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] changed = octets.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(changed, random.nextInt(changed.length + 1));
            for (byte[] packet : List.of(changed, cut)) {
                if (NameServer.read(packet).isPresent()) {
                    AnswerReader.read(DnsRecordType.MX, name, NameServer.read(packet).get());
                    read++;
                }
            }
        }
        assertTrue(read > 10_000, "only " + read + " could be read");
    }
}
