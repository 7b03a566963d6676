package dmail.smtp.session;

import dmail.common.address.EmailAddress;
import dmail.smtp.binding.BindingDecision;
import dmail.smtp.binding.MessageBindings;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FirstFields;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.policy.SubmitServers;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What bindings need to know of incoming mail, and whether it is refused for lack of one ({@code
 * default_binding none}). Without lines of bindings nothing is asked.
 */
final class BindingCheck {
    private final SessionServices services;
    private final Client client;
    private final ClientPrivileges privileges;
    private Reception reception;

    BindingCheck(SessionServices services, Client client, ClientPrivileges privileges) {
        this.services = services;
        this.client = client;
        this.privileges = privileges;
        this.reception = client.reception(privileges.access());
    }

    /** {@return how a message of that sender comes in} */
    Reception reception(ReversePath sender) {
        reception = reception.by(privileges.login());
        Reception itsReception = client.isLocal() ? submitted(sender) : reception;
        Optional<Outgoing> outgoing = services.outgoing().get();
        return outgoing.isEmpty()
                ? itsReception
                : outgoing.get().groups().received(sender, itsReception, isTrusted());
    }

    /** A program's mail is taken as if it had come in at the server of its sender's domain. */
    private Reception submitted(ReversePath sender) {
        Optional<SubmitServers> servers = services.rules().get().submitServers();
        return servers.isEmpty()
                ? reception
                : servers.get().reception(sender, client.address()).orElse(reception);
    }

    /** Not by {@code forward_from}: anybody can claim to be such a sender. */
    private boolean isTrusted() {
        InetAddress address = client.address();
        return client.isLocal()
                || privileges.isLoggedIn()
                || services.rules()
                        .get()
                        .relay()
                        .coverClient(address, () -> services.loggedIn().test(address));
    }

    /** {@return whether a recipient is refused before its message comes} */
    boolean refuses(ReversePath sender, EmailAddress recipient) {
        Optional<Outgoing> outgoing = services.outgoing().get();
        if (outgoing.isEmpty() || client.isLocal() || !outgoing.get().refusesRecipients()) {
            return false;
        }
        return lacksBinding(
                outgoing.get().of(sender, reception(sender), FirstFields.NONE), recipient);
    }

    /**
     * {@return whether a whole message is refused, by rules for its header} One recipient alone
     * can't be refused after DATA, so who has no binding beside others waits in the queue.
     *
     * @throws IOException when the header can't be read
     */
    boolean refuses(Envelope envelope, Body body) throws IOException {
        Optional<Outgoing> outgoing = services.outgoing().get();
        if (outgoing.isEmpty() || client.isLocal() || !outgoing.get().refusesMessages()) {
            return false;
        }
        List<Recipient> recipients = envelope.recipients();
        MessageBindings bindings =
                outgoing.get()
                        .of(
                                envelope.sender(),
                                envelope.reception(),
                                FirstFields.of(body, outgoing.get().policy().headers()));
        return recipients.stream()
                .allMatch(recipient -> lacksBinding(bindings, recipient.address()));
    }

    /** Mail that forwards send on is never refused. */
    private boolean lacksBinding(MessageBindings bindings, EmailAddress recipient) {
        return services.router()
                .route(Recipient.of(recipient))
                .leavesTo()
                .filter(recipient::equals)
                .filter(to -> bindings.decide(recipient, to) instanceof BindingDecision.NoBinding)
                .isPresent();
    }
}
