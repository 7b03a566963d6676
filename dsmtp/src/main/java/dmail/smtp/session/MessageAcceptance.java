package dmail.smtp.session;

import dmail.common.address.EmailAddress;
import dmail.common.cli.Version;
import dmail.common.mbox.TraceHeader;
import dmail.common.memory.MemorySource;
import dmail.common.net.WireReader;
import dmail.smtp.message.Body;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.NoSpaceException;
import dmail.smtp.policy.Refusals;
import dmail.smtp.policy.Rules;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Receives messages, passes them to the queue and replies. */
final class MessageAcceptance {
    private final SessionServices services;
    private final Client client;
    private final ClientPrivileges privileges;
    private final InboundBodies bodies;
    private final SessionReplies answers;
    private final SmtpLog log;
    private final BindingCheck bindings;
    private int accepted;

    MessageAcceptance(
            SessionServices services,
            Client client,
            ClientPrivileges privileges,
            MemorySource memory,
            SessionReplies answers,
            SmtpLog log) {
        this.services = services;
        this.client = client;
        this.privileges = privileges;
        this.bodies = new InboundBodies(services, privileges, memory);
        this.answers = answers;
        this.log = log;
        this.bindings = new BindingCheck(services, client, privileges);
    }

    /** {@return whether a recipient is refused, since nothing may leave for it} */
    boolean lacksBinding(Transaction transaction, EmailAddress recipient) {
        return bindings.refuses(transaction.sender(), recipient);
    }

    /** {@return how many messages of this session were accepted} */
    int accepted() {
        return accepted;
    }

    /** Begins a message with our Received header (RFC 5321 section 4.4). */
    IncomingMessage open(HeloName helo, Transaction transaction) {
        Rules rules = services.rules().get();
        ZonedDateTime now = services.clock().instant().atZone(services.zone());
        IncomingMessage mail =
                new IncomingMessage(
                        bodies.open(transaction.sender(), now),
                        rules.limits(),
                        strayLineEnds(),
                        services.space());
        TraceHeader trace =
                new TraceHeader(
                        client.receivedFrom(helo),
                        client.address(),
                        privileges.access().host(),
                        client.isLocal() ? "local" : helo.protocol(),
                        mail.id().text(),
                        now);
        mail.addHeader(trace.octets(Version.TEXT));
        return mail;
    }

    /**
     * Strangers could use bare line ends to smuggle messages past the next host; clients that may
     * relay are trusted.
     */
    private StrayLineEnds strayLineEnds() {
        boolean ours =
                client.isLocal() || privileges.isLoggedIn() || privileges.access().submission();
        return ours ? StrayLineEnds.MENDED : StrayLineEnds.REFUSED;
    }

    /** Receives the data after DATA, and replies; {@return the next state} */
    State data(HeloName helo, Transaction transaction, WireReader reader, ProgressTimeout progress)
            throws IOException {
        try (IncomingMessage mail = open(helo, transaction)) {
            answers.send(Replies.START_MAIL);
            reader.expectData();
            progress.begin();
            new DataReceiver(reader, mail, progress).receive();
            return conclude(helo, transaction, mail);
        }
    }

    /** Replies to a complete message; {@return the next state} */
    State conclude(HeloName helo, Transaction transaction, IncomingMessage mail)
            throws IOException {
        if (!services.gate().enter()) {
            answers.send(Refusals.SHUTTING_DOWN);
            return new State.Closed();
        }
        try {
            answers.sendAtOnce(handOver(helo, transaction, mail));
            return new State.Identified(helo);
        } finally {
            services.gate().leave();
        }
    }

    private Reply handOver(HeloName helo, Transaction transaction, IncomingMessage mail) {
        return switch (mail.finish()) {
            case IncomingMessage.Ending.Refused(var refusalReason) ->
                    refuse(transaction, mail, refusalReason);
            case IncomingMessage.Ending.Whole(var body) -> accept(helo, transaction, mail, body);
        };
    }

    private Reply accept(HeloName helo, Transaction transaction, IncomingMessage mail, Body body) {
        try {
            Envelope envelope = envelope(transaction, mail);
            if (bindings.refuses(envelope, body)) {
                return refuse(transaction, mail, new IncomingMessage.RefusalReason.NoBinding());
            }
            accept(envelope, body);
        } catch (NoSpaceException _) {
            return refuse(transaction, mail, new IncomingMessage.RefusalReason.NoSpace());
        } catch (IOException e) {
            return refuse(transaction, mail, new IncomingMessage.RefusalReason.NotStored(e));
        }
        accepted++;
        answers.forgetErrors();
        log.accepted(client, helo, transaction, mail);
        return Refusals.accepted(mail.id());
    }

    private void accept(Envelope envelope, Body body) throws IOException {
        Optional<Path> copy = services.archive().keep(envelope, body);
        try {
            services.queue().accept(envelope, body);
        } catch (IOException e) {
            removeCopy(copy, e);
            throw e;
        }
    }

    /** The client hears why the queue refused the message, whatever becomes of the copy. */
    private void removeCopy(Optional<Path> copy, IOException refusal) {
        if (copy.isEmpty()) {
            return;
        }
        try {
            services.archive().remove(copy.get());
        } catch (IOException e) {
            refusal.addSuppressed(e);
        }
    }

    private Envelope envelope(Transaction transaction, IncomingMessage mail) {
        return new Envelope(
                mail.id(),
                services.clock().instant(),
                transaction.sender(),
                transaction.recipients(),
                transaction.parameters().eightBit(),
                transaction.parameters().utf8(),
                new DsnRequest(
                        transaction.parameters().ret(), transaction.parameters().envelopeId()),
                bindings.reception(transaction.sender()));
    }

    /** {@return the reply to a refused message, which is logged} */
    Reply refuse(
            Transaction transaction,
            IncomingMessage mail,
            IncomingMessage.RefusalReason refusalReason) {
        Reply reply = reply(refusalReason);
        if (refusalReason instanceof IncomingMessage.RefusalReason.NotStored(var reason)) {
            log.notStored(client, transaction, mail, reply, reason);
        } else {
            log.refusedMessage(client, transaction, mail, reply);
        }
        return reply;
    }

    private static Reply reply(IncomingMessage.RefusalReason refusalReason) {
        return switch (refusalReason) {
            case IncomingMessage.RefusalReason.TooLarge() -> Refusals.TOO_LARGE;
            case IncomingMessage.RefusalReason.BareLineEnd() -> Refusals.BARE_LINE_END;
            case IncomingMessage.RefusalReason.Loop() -> Refusals.LOOP;
            case IncomingMessage.RefusalReason.NoSpace() -> Refusals.NO_SPACE;
            case IncomingMessage.RefusalReason.NoBinding() -> Refusals.NO_BINDING;
            case IncomingMessage.RefusalReason.NotStored _ -> Refusals.NOT_STORED;
        };
    }
}
