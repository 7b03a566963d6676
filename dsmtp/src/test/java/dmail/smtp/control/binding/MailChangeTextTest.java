package dmail.smtp.control.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.admin.ReplyForm;
import dmail.common.admin.StreamedReply;
import dmail.common.cli.ExitStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.view.QueueChange;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class MailChangeTextTest {
    private static final QueueId ID = QueueId.parse("0000000000000B").orElseThrow();

    @Test
    void b31_momN28_aDryRunShows25RecipientsAndCountsAll() throws IOException {
        String text = reply(ReplyForm.TEXT, Mode.DRY_RUN, 40);

        assertEquals(26, text.lines().count(), text);
        assertTrue(text.startsWith("0000000000000B <x1@far.example>\n"), text);
        assertTrue(text.endsWith(" <x25@far.example>\n40 messages would be failed\n"), text);
        String json = reply(ReplyForm.JSON, Mode.DRY_RUN, 40);
        assertTrue(json.startsWith("{\"messages\":40,"), json);
        assertTrue(json.contains("<x25@far.example>"), json);
        assertFalse(json.contains("<x26@far.example>"), json);
    }

    @Test
    void b31_whatIsDoneIsCountedAlone() throws IOException {
        assertEquals("2 messages failed\n", reply(ReplyForm.TEXT, Mode.DO, 2));
    }

    /** {@return the reply about so many messages, each with one recipient} */
    private static String reply(ReplyForm form, Mode mode, int count) throws IOException {
        StringBuilder written = new StringBuilder();
        MailChangeText text = new MailChangeText(writer(form, written), "failed", mode);
        for (int i = 1; i <= count; i++) {
            text.recipient(ID, EmailAddress.parse("x" + i + "@far.example").orElseThrow());
            text.done(ID);
        }
        assertEquals(ExitStatus.OK, text.end(new QueueChange(count, 0, 0, 0)));
        return written.toString();
    }

    private static StreamedReply.ReplyWriter writer(ReplyForm form, StringBuilder written) {
        return new StreamedReply.ReplyWriter() {
            @Override
            public ReplyForm form() {
                return form;
            }

            @Override
            public void write(String text) {
                written.append(text);
            }

            @Override
            public void keepAlive() {}
        };
    }
}
