package dmail.smtp.session;

import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import dmail.common.net.WireReader;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.policy.Refusals;
import dmail.smtp.policy.Rules;
import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.EtrnNode;
import dmail.smtp.protocol.ForwardPath;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import dmail.smtp.protocol.SenderPath;
import dmail.smtp.session.State.Addressing;
import dmail.smtp.session.State.Chunking;
import dmail.smtp.session.State.Closed;
import dmail.smtp.session.State.Connected;
import dmail.smtp.session.State.Identified;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Carries out commands: each gets a reply and gives the next state. */
final class Conversation {
    /** The extension for reports (RFC 3461). */
    private static final String REPORTS = "DSN";

    private final SessionServices services;
    private final Client client;
    private final SessionMemory memory;
    private final WireReader reader;
    private final SessionReplies answers;
    private final MessageAcceptance acceptance;
    private final ProgressTimeout progress;
    private final SmtpLog log;
    private final RecipientCheck recipients;
    private final ClientPrivileges privileges;
    private final LoginDialogue logins;

    Conversation(
            SessionServices services,
            Client client,
            ClientPrivileges privileges,
            SessionMemory memory,
            WireReader reader,
            SessionReplies answers,
            MessageAcceptance acceptance,
            ProgressTimeout progress,
            SmtpLog log) {
        this.services = services;
        this.client = client;
        this.memory = memory;
        this.reader = reader;
        this.answers = answers;
        this.acceptance = acceptance;
        this.progress = progress;
        this.log = log;
        this.privileges = privileges;
        this.recipients = new RecipientCheck(services.router(), services.loggedIn(), privileges);
        this.logins =
                new LoginDialogue(
                        services, client, privileges, memory, reader, answers, progress, log);
    }

    /** Answers one command; {@return the next state} */
    State carryOut(State state, Command command) throws IOException {
        Optional<Reply> refusal =
                CommandOrder.refusal(privileges, command)
                        .or(() -> CommandOrder.refusal(state, command));
        if (refusal.isPresent()) {
            return outOfOrder(state, command, refusal.get());
        }
        return switch (command) {
            case Command.Hello(var name) ->
                    hello(state, HeloName.plain(name), Replies.hello(privileges.access().host()));
            case Command.ExtendedHello(var name) ->
                    hello(state, HeloName.extended(name, privileges), extensions());
            case Command.StartTls() -> startTls(state);
            case Command.Authenticate login -> logIn((Identified) state, login);
            case Command.Mail mail -> mail(helo(state), mail);
            case Command.Recipient recipient -> recipient((Addressing) state, recipient);
            case Command.Data() -> data((Addressing) state);
            case Command.Chunk chunk -> chunk(chunking(state), chunk);
            case Command.BoundlessChunk() -> last(state, Refusals.TOO_LARGE);
            case Command.Reset() -> reset(state);
            case Command.StartQueue(var node) -> startQueue(state, node);
            case Command.Noop() -> stay(state, Replies.OK);
            case Command.Verify() -> stay(state, Replies.CANNOT_VERIFY);
            case Command.Expand() -> stay(state, Replies.NO_EXPANSION);
            case Command.Help() -> stay(state, Replies.HELP);
            case Command.Quit() -> last(state, Replies.BYE);
            case Command.WebRequest() -> last(state, Refusals.NOT_FOR_THE_WEB);
            case Command.Malformed(var reply) -> stay(state, reply);
        };
    }

    private Rules rules() {
        return services.rules().get();
    }

    private State stay(State state, Reply reply) throws IOException {
        answers.send(reply);
        return state;
    }

    private State last(State state, Reply reply) throws IOException {
        abandon(state);
        answers.send(reply);
        return new Closed();
    }

    /** ETRN: a client that may send us mail for a domain may also start its queue. */
    private State startQueue(State state, EtrnNode node) throws IOException {
        boolean allowed =
                (privileges.isLoggedIn() && rules().relay().auth())
                        || rules().relay()
                                .cover(
                                        client.address(),
                                        ReversePath.NULL,
                                        node.domain(),
                                        () -> services.loggedIn().test(client.address()));
        if (!allowed) {
            return stay(state, Refusals.NODE_NOT_ALLOWED);
        }
        return stay(state, Replies.queueStarted(node, services.starter().start(node)));
    }

    /** A chunk's octets follow even if BDAT is refused (RFC 3030 section 2). */
    private State outOfOrder(State state, Command command, Reply refusal) throws IOException {
        if (command instanceof Command.BoundlessChunk) {
            return last(state, refusal);
        }
        if (command instanceof Command.Chunk(var octets, _)) {
            progress.begin();
            ChunkReceiver.swallow(reader, octets, progress);
        }
        return stay(state, refusal);
    }

    private Reply extensions() {
        List<String> more = new ArrayList<>();
        if (privileges.mayEncrypt()) {
            more.add("STARTTLS");
        }
        List<String> mechanisms = logins.announced().names();
        if (!mechanisms.isEmpty()) {
            more.add("AUTH " + String.join(" ", mechanisms));
        }
        return Replies.extensions(
                privileges.access().host(),
                rules().limits().announcedSize(),
                more,
                offersReports() ? Set.of() : Set.of(REPORTS));
    }

    /**
     * The same as Postfix's smtpd_discard_ehlo_keywords for strangers; on a submission port
     * everybody logs in.
     */
    private boolean offersReports() {
        return rules().dsnForStrangers()
                || client.isLocal()
                || privileges.isLoggedIn()
                || privileges.access().submission()
                || rules().relay()
                        .coverClient(
                                client.address(), () -> services.loggedIn().test(client.address()));
    }

    /** Everything before STARTTLS is void (RFC 3207 section 4.2). */
    private State startTls(State state) throws IOException {
        if (privileges.isEncrypted()) {
            return stay(state, Replies.ENCRYPTED_ALREADY);
        }
        if (!privileges.mayEncrypt()) {
            return stay(state, Replies.NO_ENCRYPTION);
        }
        if (!privileges.hasRoomToEncrypt()) {
            return stay(state, Refusals.NO_MEMORY_FOR_TLS);
        }
        abandon(state);
        answers.send(Replies.START_TLS);
        log.encrypted(client, privileges.encrypt(reader, answers));
        return new Connected();
    }

    private State logIn(Identified state, Command.Authenticate login) throws IOException {
        if (privileges.isLoggedIn()) {
            return stay(state, Replies.LOGGED_IN_ALREADY);
        }
        return switch (logins.carryOut(login)) {
            case LOGGED_IN -> new Identified(state.client().loggedIn(privileges));
            case NOT_LOGGED_IN -> state;
            case TOO_MANY_TRIES -> new Closed();
        };
    }

    /** EHLO and HELO also abort a transaction (RFC 5321 section 4.1.4). */
    private State hello(State state, HeloName helo, Reply reply) throws IOException {
        abandon(state);
        answers.send(reply);
        return new Identified(helo);
    }

    private State reset(State state) throws IOException {
        abandon(state);
        answers.send(Replies.OK);
        return state instanceof Connected ? state : new Identified(helo(state));
    }

    /** Frees what an unfinished message took. */
    static void abandon(State state) {
        if (state instanceof Chunking(_, _, var chunks)) {
            chunks.message().close();
        }
    }

    private static HeloName helo(State state) {
        return switch (state) {
            case Identified(var helo) -> helo;
            case Addressing(var helo, _) -> helo;
            case Chunking(var helo, _, _) -> helo;
            case Connected _, Closed _ -> throw new IllegalStateException("nobody is there");
        };
    }

    private State mail(HeloName helo, Command.Mail mail) throws IOException {
        ReversePath sender =
                switch (mail.sender()) {
                    case SenderPath.Null() -> ReversePath.NULL;
                    case SenderPath.Sender(var address) -> ReversePath.of(address);
                };
        Reply reply = replyTo(mail);
        answers.send(reply);
        if (reply.isError()) {
            log.refusedSender(client, sender, reply);
            return new Identified(helo);
        }
        return new Addressing(helo, Transaction.from(sender, mail.parameters()));
    }

    private Reply replyTo(Command.Mail mail) {
        if (privileges.mustLogIn()) {
            return Refusals.LOG_IN_FIRST;
        }
        if (mail.parameters().asksForReports() && !offersReports()) {
            return Replies.UNKNOWN_PARAMETER;
        }
        if (!rules().limits().allowsSize(mail.parameters().size())) {
            return Refusals.TOO_LARGE;
        }
        if (services.space().isShort(mail.parameters().size())) {
            return Refusals.NO_SPACE;
        }
        boolean banned =
                mail.sender() instanceof SenderPath.Sender(var address)
                        && rules().bans().sender(address);
        return banned ? Refusals.SENDER_BANNED : Replies.SENDER_OK;
    }

    private State recipient(Addressing state, Command.Recipient command) throws IOException {
        Transaction transaction = state.transaction();
        if (command.parameters().asksForReports() && !offersReports()) {
            return stay(state, Replies.UNKNOWN_PARAMETER);
        }
        return switch (check(command.path(), transaction)) {
            case RecipientCheck.Verdict.Accepted(var address) ->
                    accepted(
                            state,
                            Recipient.of(address)
                                    .withNotify(
                                            command.parameters().notifyOn(),
                                            command.parameters().original()));
            case RecipientCheck.Verdict.Refused(var recipient, var reply, var why) -> {
                log.refusedRecipient(client, transaction, recipient, reply, why);
                answers.send(reply);
                yield new Addressing(state.client(), transaction.plusRefused());
            }
        };
    }

    private RecipientCheck.Verdict check(ForwardPath path, Transaction transaction) {
        RecipientCheck.Verdict verdict = recipients.check(path, transaction, client, rules());
        return verdict instanceof RecipientCheck.Verdict.Accepted(var recipient)
                        && acceptance.lacksBinding(transaction, recipient)
                ? new RecipientCheck.Verdict.Refused(
                        recipient, Refusals.NO_BINDING, "default_binding none")
                : verdict;
    }

    /** Accepts recipients only while there is memory for them. */
    private State accepted(Addressing state, Recipient recipient) throws IOException {
        Transaction transaction = state.transaction();
        if (!memory.tryTake(MemoryUse.ENVELOPES, Transaction.octets(recipient))) {
            answers.send(Refusals.NO_MEMORY_FOR_RECIPIENT);
            return new Addressing(state.client(), transaction.plusRefused());
        }
        answers.send(Replies.RECIPIENT_OK);
        return new Addressing(state.client(), transaction.plus(recipient));
    }

    private State data(Addressing state) throws IOException {
        return acceptance.data(state.client(), state.transaction(), reader, progress);
    }

    private Chunking chunking(State state) {
        if (state instanceof Chunking begun) {
            return begun;
        }
        Addressing addressing = (Addressing) state;
        IncomingMessage mail = acceptance.open(addressing.client(), addressing.transaction());
        return new Chunking(
                addressing.client(), addressing.transaction(), new ChunkReceiver(mail, progress));
    }

    private State chunk(Chunking state, Command.Chunk chunk) throws IOException {
        IncomingMessage mail = state.chunks().message();
        try {
            progress.begin();
            state.chunks().receive(reader, chunk.octets());
        } catch (IOException e) {
            mail.close();
            throw e;
        }
        if (chunk.last()) {
            state.chunks().end();
            try (mail) {
                return acceptance.conclude(state.client(), state.transaction(), mail);
            }
        }
        if (mail.refusalReason().isPresent()) {
            // The client gets the reply at once; what it has already sent is handled in a session
            // without a transaction.
            answers.send(acceptance.refuse(state.transaction(), mail, mail.refusalReason().get()));
            return new Identified(state.client());
        }
        return stay(state, Replies.CHUNK_OK);
    }
}
