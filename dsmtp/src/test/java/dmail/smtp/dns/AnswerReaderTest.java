package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What messages say, and for how long (RFC 1035, RFC 2181, RFC 2308). */
class AnswerReaderTest {
    private static final int STAND_IN = 0x7a7b7c7d;
    private static final String SOA = "ns.example. root.example. 1 2 3 4 ";

    private final Name domain = Name.fromConstantString("Example.COM.");
    private final Message message = new Message(1);
    private long tooLong;

    AnswerReaderTest() {
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.RA);
    }

    private AnswerReaderTest answer(String name, String type, long life, String value)
            throws IOException {
        return add(Section.ANSWER, name, type, life, value);
    }

    private AnswerReaderTest add(int section, String name, String type, long life, String value)
            throws IOException {
        int stand = life > Integer.MAX_VALUE ? STAND_IN : (int) life;
        tooLong = life > Integer.MAX_VALUE ? life : tooLong;
        Name owner = Name.fromString(name);
        int code = Type.value(type);
        message.addRecord(
                Record.fromString(owner, code, DClass.IN, stand, value, Name.root), section);
        return this;
    }

    /** As it comes over the wire, with a life that dnsjava would not write. */
    private ParsedAnswer read() throws IOException {
        ByteBuffer wire = ByteBuffer.wrap(message.toWire());
        for (int i = 0; i + 4 <= wire.limit(); i++) {
            if (wire.getInt(i) == STAND_IN) {
                wire.putInt(i, (int) tooLong);
            }
        }
        return AnswerReader.read(DnsRecordType.MX, domain, new Message(wire.array()));
    }

    private Answer complete() throws IOException {
        return assertInstanceOf(ParsedAnswer.Complete.class, read()).answer();
    }

    // life of the first and the second record, then that of the answer
    @ParameterizedTest
    @CsvSource({
        "3600, 7200, 3600",
        "3600, 60, 60",
        "3600, 0, 0",
        "2147483647, 2147483647, 2147483647",
        "2147483648, 3600, 0",
        "4294967295, 4294967295, 0"
    })
    void livesAsLongAsItsShortestRecord(long one, long other, long whole) throws IOException {
        answer("example.com.", "MX", one, "10 mx1.example.com.");
        answer("example.com.", "MX", other, "20 mx2.example.com.");
        assertEquals(
                new Answer.Found(
                        List.of(
                                new RecordData.Exchanger(10, "mx1.example.com"),
                                new RecordData.Exchanger(20, "mx2.example.com")),
                        Duration.ofSeconds(whole)),
                complete());
    }

    @Test
    void anAliasShortensTheLife() throws IOException {
        answer("example.com.", "CNAME", 30, "real.example.");
        answer("real.example.", "MX", 3600, "10 mx.example.com.");
        assertEquals(Duration.ofSeconds(30), complete().life());
    }

    // life of the SOA record, its minimum, life of the "no"
    @ParameterizedTest
    @CsvSource({"3600, 300, 300", "60, 300, 60", "3600, 4294967295, 0"})
    void aNoLivesAsItsZoneSays(long life, long minimum, long whole) throws IOException {
        message.getHeader().setRcode(Rcode.NXDOMAIN);
        Name com = Name.fromString("com.");
        message.addRecord(
                new SOARecord(com, DClass.IN, life, com, com, 1, 2, 3, 4, minimum),
                Section.AUTHORITY);
        assertEquals(new Answer.NoSuchName(Duration.ofSeconds(whole)), complete());
    }

    @Test
    void aNoOfAnotherZoneIsNotKept() throws IOException {
        add(Section.AUTHORITY, "other.example.", "SOA", 3600, SOA + "300");
        assertEquals(new Answer.Nothing(Duration.ZERO), complete());
    }

    @Test
    void aNoWithoutZoneIsNotKept() throws IOException {
        assertEquals(new Answer.Nothing(Duration.ZERO), complete());
        message.getHeader().setRcode(Rcode.NXDOMAIN);
        assertEquals(new Answer.NoSuchName(Duration.ZERO), complete());
    }

    @Test
    void anAliasWithoutMoreIsFollowed() throws IOException {
        answer("example.com.", "CNAME", 30, "Real.example.");
        assertEquals(new ParsedAnswer.Continues("real.example", Duration.ofSeconds(30)), read());
    }

    @Test
    void anAliasOfNothingIsNothing() throws IOException {
        answer("example.com.", "CNAME", 30, "real.example.");
        add(Section.AUTHORITY, "example.", "SOA", 3600, SOA + "300");
        assertEquals(new Answer.Nothing(Duration.ofSeconds(30)), complete());
        message.getHeader().setRcode(Rcode.NXDOMAIN);
        assertEquals(new Answer.NoSuchName(Duration.ofSeconds(30)), complete());
    }

    @Test
    void whatIsAboutOthersIsNoAnswer() throws IOException {
        answer("www.example.com.", "MX", 3600, "10 evil.example.");
        answer("com.", "CNAME", 3600, "evil.example.");
        Name name = Name.fromString("example.com.");
        Name evil = Name.fromString("evil.example.");
        message.addRecord(new MXRecord(name, DClass.CHAOS, 3600, 1, evil), Section.ANSWER);
        add(Section.ADDITIONAL, "example.com.", "MX", 3600, "10 evil.example.");
        assertEquals(new Answer.Nothing(Duration.ZERO), complete());
    }

    @Test
    void keepsTheBestHundredOfTooMany() throws IOException {
        for (int i = 300; i > 0; i--) {
            answer("example.com.", "MX", 3600, i + " mx" + i + ".example.com.");
        }
        Answer.Found found = assertInstanceOf(Answer.Found.class, complete());
        assertEquals(100, found.data().size());
        assertEquals(new RecordData.Exchanger(1, "mx1.example.com"), found.data().getFirst());
        assertEquals(new RecordData.Exchanger(100, "mx100.example.com"), found.data().getLast());
    }
}
