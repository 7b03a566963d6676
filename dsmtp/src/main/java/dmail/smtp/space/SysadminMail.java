package dmail.smtp.space;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.cli.Version;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.mbox.MailDate;
import dmail.common.mbox.TraceHeader;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends notices by mail to {@code sysadmin}, with the null reverse path, so that they never bounce.
 */
public final class SysadminMail implements Notices {
    private final MailQueue queue;
    private final Supplier<Parties> clientGroups;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Log log;

    /**
     * Sender and recipient.
     *
     * @param host our name
     */
    public record Parties(Domain host, EmailAddress sysadmin) {}

    /**
     * @param clientGroups sender and recipient by the current settings
     * @param zone of the date in the header
     */
    public SysadminMail(
            MailQueue queue,
            Supplier<Parties> clientGroups,
            InstantSource clock,
            ZoneId zone,
            Log log) {
        this.queue = queue;
        this.clientGroups = clientGroups;
        this.clock = clock;
        this.zone = zone;
        this.log = log;
    }

    @Override
    public void send(String subject, String text) {
        // On a thread of its own: the caller may be in a session, and the queue may make it wait.
        Thread.ofVirtual().name("notice").start(() -> queue(subject, text));
    }

    private void queue(String subject, String text) {
        Parties now = clientGroups.get();
        try (BodySink sink = queue.newBody()) {
            byte[] octets = message(now, subject, text, sink.id());
            sink.write(octets, 0, octets.length);
            queue.accept(envelope(now, sink.id()), sink.finish());
            log.info(
                    LogLine.of(sink.id().text(), "notice")
                            .with("to", "<" + now.sysadmin() + ">")
                            .with("subject", subject));
        } catch (IOException e) {
            log.error(LogLine.of("notice not sent").with("subject", subject).with("reason", e));
        }
    }

    private Envelope envelope(Parties now, QueueId id) {
        return new Envelope(
                id,
                clock.instant(),
                ReversePath.NULL,
                List.of(Recipient.of(now.sysadmin())),
                false,
                false,
                DsnRequest.NONE);
    }

    private byte[] message(Parties now, String subject, String text, QueueId id) {
        ZonedDateTime time = clock.instant().atZone(zone);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(trace(now, id, time).octets(Version.TEXT));
        String rest =
                """
                From: Mail server <postmaster@%1$s>
                To: %4$s
                Subject: %1$s: %5$s
                Date: %3$s
                Message-ID: <%2$s@%1$s>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                %6$s\
                """
                        .formatted(
                                now.host(), id, MailDate.of(time), now.sysadmin(), subject, text);
        message.writeBytes(rest.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return message.toByteArray();
    }

    private static TraceHeader trace(Parties now, QueueId id, ZonedDateTime time) {
        String host = now.host().name();
        return new TraceHeader(
                host, InetAddress.getLoopbackAddress(), host, "local", id.text(), time);
    }
}
