package dmail.smtp.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.message.Action;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Ret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReturnedContentTest {
    private static final Domain HERE = new Domain("test.example");
    private static final ReportReason FAILURE = new ReportReason.Failure();
    private static final String MESSAGE = "Subject: x\r\nTo: y\r\n\r\ntext\r\n";
    private static final String HEADER = "Subject: x\r\nTo: y\r\n";

    @ParameterizedTest
    @CsvSource({
        "UNSET, false, false",
        "UNSET, true, true",
        "FULL, false, true",
        "FULL, true, true",
        "HDRS, false, false",
        "HDRS, true, false",
    })
    void theSenderDecidesThenTheSetting(Ret ret, boolean setting, boolean whole)
            throws IOException {
        assertEquals(whole ? MESSAGE : HEADER, returned(FAILURE, ret, setting, MESSAGE));
    }

    @Test
    void onlyTheHeaderComesBackWhenNothingHasFailed() throws IOException {
        ReportReason delay = new ReportReason.Delay(Instant.EPOCH);
        assertEquals(HEADER, returned(delay, Ret.FULL, true, MESSAGE));
        assertEquals(HEADER, returned(new ReportReason.Success(), Ret.FULL, true, MESSAGE));
    }

    @Test
    void aLargeMessageComesBackWithoutItsText() throws IOException {
        int room = (int) ReturnedContent.LONGEST_WHOLE - MESSAGE.length();
        String largest = MESSAGE + "z".repeat(room);

        assertEquals(largest, returned(FAILURE, Ret.FULL, false, largest));
        assertEquals(HEADER, returned(FAILURE, Ret.FULL, false, largest + "z"));
    }

    @Test
    void aLongHeaderIsCutAtTheEndOfALine() throws IOException {
        String line = "X-Long: " + "y".repeat(90) + "\r\n";
        String header = line.repeat(ReturnedContent.LONGEST_HEADER / line.length());

        assertEquals(header, returned(FAILURE, Ret.HDRS, false, header + line + "\r\ntext"));
        assertEquals(header, returned(FAILURE, Ret.HDRS, false, header));
    }

    @Test
    void knowsWhetherWhatComesBackIsAscii() throws IOException {
        String message = "Subject: x\r\n\r\ncaf\u00e9\r\n";

        assertTrue(look(FAILURE, Ret.FULL, false, message).eightBit());
        assertFalse(look(FAILURE, Ret.HDRS, false, message).eightBit());
    }

    private static String returned(ReportReason reason, Ret ret, boolean setting, String message)
            throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        look(reason, ret, setting, message)
                .copy(body(message), (piece, length) -> octets.write(piece, 0, length));
        return octets.toString(ISO_8859_1);
    }

    private static ReturnedContent look(
            ReportReason reason, Ret ret, boolean setting, String message) throws IOException {
        EmailAddress bob = new EmailAddress("bob", HERE);
        Envelope envelope =
                new Envelope(
                        new QueueId("0AAAAAAAAAAAA0"),
                        Instant.EPOCH,
                        ReversePath.of(bob),
                        List.of(Recipient.of(bob)),
                        false,
                        false,
                        new DsnRequest(ret, ""));
        ReportedRecipient failed =
                new ReportedRecipient(
                        Recipient.of(bob),
                        Action.FAILED,
                        DeliveryStatus.of(new EnhancedCode(5, 0, 0), "no"));
        return ReturnedContent.of(
                new Report(reason, envelope, List.of(failed)),
                body(message),
                ReportSettings.of(HERE, HERE, setting));
    }

    private static MemoryBody body(String message) {
        return MemoryBody.of(message.getBytes(ISO_8859_1));
    }
}
