package dmail.smtp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dmail.common.address.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** SMTP command lines: any line is some command, and an address that was taken can be sent on. */
class CommandParserFuzzTest {
    @FuzzTest
    void anyLineIsSomeCommand(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n", -1)) {
            check(line);
        }
    }

    private static void check(String line) {
        switch (CommandParser.parse(line)) {
            case Command.Malformed(Reply reply) -> checkRefusal(reply);
            case Command.Mail(SenderPath.Sender(EmailAddress address), _) -> checkAddress(address);
            case Command.Recipient(ForwardPath.Mailbox(EmailAddress address, _), _) ->
                    checkAddress(address);
            case Command.Recipient(ForwardPath.SourceRouted(EmailAddress address), _) ->
                    checkAddress(address);
            case Command.Chunk(long octets, _) -> assertTrue(octets >= 0, line);
            default -> {
                // Has nothing that a line could make wrong.
            }
        }
    }

    private static void checkRefusal(Reply reply) {
        assertTrue(reply.isError(), reply::toString);
        String wire = reply.wire();
        assertTrue(wire.length() <= 512 * reply.lines().size(), wire);
        assertTrue(wire.chars().allMatch(c -> c == '\r' || c == '\n' || (c >= ' ' && c <= '~')));
    }

    /** What we send to the next host must be read there as we read it. */
    private static void checkAddress(EmailAddress address) {
        assertEquals(Optional.of(address), EmailAddress.parse(address.toString()));
        String octets =
                new String(
                        address.toString().getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1);
        Command.Recipient again =
                assertInstanceOf(
                        Command.Recipient.class, CommandParser.parse("RCPT TO:<" + octets + ">"));
        assertEquals(address, assertInstanceOf(ForwardPath.Mailbox.class, again.path()).address());
    }
}
