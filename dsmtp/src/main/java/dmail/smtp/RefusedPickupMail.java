package dmail.smtp;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.policy.Rules;
import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.ForwardPath;
import dmail.smtp.protocol.MailParameters;
import dmail.smtp.protocol.SenderPath;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.submission.RefusalReports;
import dmail.smtp.submission.RefusedRecipient;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reports to senders the recipients that a pickup file named and the server refused. */
final class RefusedPickupMail implements RefusalReports {
    private static final EnhancedCode REFUSED = new EnhancedCode(5, 0, 0);

    private final DurableQueue queue;
    private final Supplier<Rules> rules;
    private final InstantSource clock;

    RefusedPickupMail(DurableQueue queue, Supplier<Rules> rules, InstantSource clock) {
        this.queue = queue;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public void report(Command.Mail mail, List<RefusedRecipient> refused, Body message)
            throws IOException {
        List<Recipient> recipients = new ArrayList<>();
        SortedMap<Integer, DeliveryStatus> why = new TreeMap<>();
        for (RefusedRecipient one : refused) {
            why.put(recipients.size(), diagnosis(one.words()));
            recipients.add(
                    Recipient.of(address(one.recipient().path()))
                            .withNotify(
                                    one.recipient().parameters().notifyOn(),
                                    one.recipient().parameters().original()));
        }
        if (!recipients.isEmpty()) {
            queue.reportRefused(envelope(mail, recipients), message, why);
        }
    }

    private EmailAddress address(ForwardPath path) {
        return switch (path) {
            case ForwardPath.Mailbox(EmailAddress address, _) -> address;
            case ForwardPath.Postmaster() ->
                    new EmailAddress("postmaster", rules.get().mainDomain());
            case ForwardPath.SourceRouted(EmailAddress address) -> address;
        };
    }

    /** Permanent even for a 4xx reply: nobody tries a pickup file's refused recipient again. */
    private static DeliveryStatus diagnosis(String reply) {
        String[] words = reply.split(" ", 3);
        Optional<EnhancedCode> code =
                words.length == 3 ? EnhancedCode.parse(words[1]) : Optional.empty();
        EnhancedCode status =
                code.map(c -> new EnhancedCode(5, c.subject(), c.detail())).orElse(REFUSED);
        return DeliveryStatus.of(status, code.isPresent() ? words[2] : reply);
    }

    private Envelope envelope(Command.Mail mail, List<Recipient> recipients) throws IOException {
        MailParameters parameters = mail.parameters();
        ReversePath sender =
                switch (mail.sender()) {
                    case SenderPath.Null() -> ReversePath.NULL;
                    case SenderPath.Sender(EmailAddress address) -> ReversePath.of(address);
                };
        try (BodySink unused = queue.newBody()) {
            return new Envelope(
                    unused.id(),
                    clock.instant(),
                    sender,
                    recipients,
                    parameters.eightBit(),
                    parameters.utf8(),
                    new DsnRequest(parameters.ret(), parameters.envelopeId()));
        }
    }
}
