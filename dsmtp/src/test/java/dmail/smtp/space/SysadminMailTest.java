package dmail.smtp.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemorySource;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SysadminMailTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();
    private @TempDir Path folder;
    private boolean full;

    private record Accepted(Envelope envelope, String text) {}

    private final class Queue implements MailQueue {
        private final Spool spool =
                new Spool(folder, new QueueIds(clock, new Random(1)), new MemoryAccount(1 << 21));

        @Override
        public BodySink newBody(MemorySource session) {
            return spool.newBody(session);
        }

        @Override
        public BodySink newBody() {
            return spool.newBody();
        }

        @Override
        public void accept(Envelope envelope, Body body) throws IOException {
            if (full) {
                throw new IOException("disk full");
            }
            byte[] octets = body.open().readAllBytes();
            accepted.add(new Accepted(envelope, new String(octets, StandardCharsets.US_ASCII)));
        }
    }

    private SysadminMail mail() {
        return new SysadminMail(
                new Queue(),
                () ->
                        new SysadminMail.Parties(
                                new Domain("mail.test.example"),
                                new EmailAddress("ann", new Domain("test.example"))),
                clock,
                ZoneOffset.UTC,
                log);
    }

    @Test
    void isAWholeMessageThatNobodyAnswers() throws Exception {
        mail().send("Little space", "Make room.\n");

        Accepted mail = accepted.take();
        assertEquals(ReversePath.NULL, mail.envelope().sender());
        assertEquals("ann@test.example", mail.envelope().recipients().getFirst().address() + "");
        assertEquals(
                """
                Received: from mail.test.example ([127.0.0.1])
                \tby mail.test.example (DSMTP 4.0.0) with local id %1$s;
                \tSat, 21 Nov 2026 12:00:00 +0000
                From: Mail server <postmaster@mail.test.example>
                To: ann@test.example
                Subject: mail.test.example: Little space
                Date: Sat, 21 Nov 2026 12:00:00 +0000
                Message-ID: <%1$s@mail.test.example>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                Make room.
                """
                        .formatted(mail.envelope().id())
                        .replace("\n", "\r\n"),
                mail.text());
    }

    @Test
    void troubleIsLogged() throws Exception {
        full = true;
        mail().send("Little space", "Make room.\n");

        assertEquals(
                "error: - notice not sent subject=\"Little space\"" + " reason=\"disk full\"",
                log.await("notice"));
    }
}
