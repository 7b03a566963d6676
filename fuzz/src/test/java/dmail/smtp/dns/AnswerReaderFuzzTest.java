package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/** Messages of name servers: any is read or left aside, and what it says has bounds. */
class AnswerReaderFuzzTest {
    private static final Name ASKED = Name.fromConstantString("example.com.");
    private static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);

    @FuzzTest
    void anyMessageIsReadOrLeftAside(byte[] packet) {
        Optional<Message> message = NameServer.read(packet);
        if (message.isPresent()) {
            for (DnsRecordType kind : DnsRecordType.values()) {
                check(kind, AnswerReader.read(kind, ASKED, message.get()));
            }
        }
    }

    private static void check(DnsRecordType kind, ParsedAnswer reading) {
        switch (reading) {
            case ParsedAnswer.Complete(Answer.Found(List<RecordData> data, Duration life)) -> {
                checkLife(life);
                assertTrue(data.size() <= 100, () -> data.size() + " values");
                data.forEach(datum -> checkDatum(kind, datum));
            }
            case ParsedAnswer.Complete(Answer answer) -> checkLife(answer.life());
            case ParsedAnswer.Continues(String name, Duration life) -> {
                checkLife(life);
                assertEquals(Optional.of(name), RecordData.hostName(name));
            }
            case ParsedAnswer.Useless(String why) ->
                    assertTrue(why.chars().allMatch(c -> c >= ' ' && c <= '~'), why);
        }
    }

    private static void checkLife(Duration life) {
        assertFalse(life.isNegative() || life.compareTo(LONGEST) > 0, life::toString);
    }

    /** It is kept on disk as text, and read from there after the next start. */
    private static void checkDatum(DnsRecordType kind, RecordData datum) {
        boolean refusal =
                datum instanceof RecordData.Exchanger exchanger && exchanger.takesNoMail();
        if (!refusal) {
            assertEquals(Optional.of(datum), RecordData.parse(kind, datum.toString()));
        }
    }
}
