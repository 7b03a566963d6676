package dmail.smtp.session;

import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.common.login.Proof;
import dmail.common.memory.SessionMemory;
import dmail.common.net.WireReader;
import dmail.common.net.WireReader.Line;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.sasl.AnswerMemory;
import dmail.common.sasl.SaslExchange;
import dmail.common.sasl.SaslMechanisms;
import dmail.common.sasl.SaslStep;
import dmail.smtp.policy.AuthRule;
import dmail.smtp.policy.Refusals;
import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out AUTH (RFC 4954), whose challenges and responses come before its reply. */
final class LoginDialogue {
    /** The result. */
    enum Ending {
        LOGGED_IN,
        NOT_LOGGED_IN,
        TOO_MANY_TRIES
    }

    private final SessionServices services;
    private final Client client;
    private final ClientPrivileges privileges;
    private final SessionMemory memory;
    private final WireReader reader;
    private final SessionReplies answers;
    private final ProgressTimeout progress;
    private final SmtpLog log;

    LoginDialogue(
            SessionServices services,
            Client client,
            ClientPrivileges privileges,
            SessionMemory memory,
            WireReader reader,
            SessionReplies answers,
            ProgressTimeout progress,
            SmtpLog log) {
        this.services = services;
        this.client = client;
        this.privileges = privileges;
        this.memory = memory;
        this.reader = reader;
        this.answers = answers;
        this.progress = progress;
        this.log = log;
    }

    /** {@return the mechanisms to announce in the reply to EHLO} */
    SaslMechanisms announced() {
        AuthRule rule = services.rules().get().auth();
        boolean hidden = rule.hiddenFromPopClients() && services.loggedIn().test(client.address());
        return hidden || !privileges.mayLogIn() ? SaslMechanisms.NONE : mechanisms(rule);
    }

    /**
     * Without TLS, passwords are for this host's submission only, unless the administrator allows
     * more.
     */
    private SaslMechanisms mechanisms(AuthRule rule) {
        if (client.isLocal()) {
            return SaslMechanisms.NONE;
        }
        boolean unseen =
                privileges.isEncrypted()
                        || (privileges.access().submission() && client.isOnThisHost());
        return new SaslMechanisms(
                unseen || rule.inClearText(),
                services.sessionAuth()
                        .logins()
                        .challengeMechanisms()
                        .contains(ChallengeMechanism.SCRAM));
    }

    Ending carryOut(Command.Authenticate command) throws IOException {
        Optional<SaslExchange> sasl =
                mechanisms(services.rules().get().auth())
                        .begin(
                                command.mechanism(),
                                name ->
                                        services.sessionAuth()
                                                .logins()
                                                .storedSecret(
                                                        name, privileges.access().connectedTo()),
                                services.sessionAuth().random());
        if (sasl.isEmpty()) {
            boolean wantsEncryption =
                    privileges.mayEncrypt() && SaslMechanisms.showsPassword(command.mechanism());
            return stay(wantsEncryption ? Refusals.ENCRYPT_FIRST : Refusals.NO_SUCH_MECHANISM);
        }
        SaslStep step = sasl.get().begin(command.initial());
        while (step instanceof SaslStep.Challenge(String base64)) {
            step = challenged(sasl.get(), base64);
        }
        try (AnswerMemory _ = AnswerMemory.of(step, memory)) {
            return end(step, sasl.get());
        }
    }

    private SaslStep challenged(SaslExchange sasl, String base64) throws IOException {
        answers.send(Replies.challenge(base64));
        progress.begin();
        return switch (reader.readLine(LineEnd.CRLF, SaslExchange.LONGEST_LINE)) {
            case Line.Whole(String text) -> sasl.answer(text);
            case Line.TooLong() -> new SaslStep.Malformed();
            // The session sees the same end at its next read.
            case Line.End() -> new SaslStep.Cancelled();
        };
    }

    private Ending end(SaslStep step, SaslExchange sasl) throws IOException {
        long came = System.nanoTime();
        return switch (step) {
            case SaslStep.Challenge _ -> throw new IllegalStateException("not the end");
            case SaslStep.Check(String name, Password password) -> {
                try (password) {
                    Lookup lookup = services.sessionAuth().logins().login(name, password, caller());
                    yield decide(lookup, name, came);
                }
            }
            case SaslStep.Proof(String name, _, BooleanSupplier isRight) ->
                    judged(prove(name, Proof.of(isRight)), name, came, sasl);
            case SaslStep.Confirmed() -> throw new IllegalStateException("nothing is proved");
            case SaslStep.Refused(String name, String why) ->
                    decide(prove(name, Proof.wrong(why)), name, came);
            case SaslStep.Unavailable(String name, String why) -> unavailable(name, why);
            case SaslStep.Malformed() -> stay(Replies.BAD_ANSWER);
            case SaslStep.Cancelled() -> stay(Replies.LOGIN_CANCELLED);
        };
    }

    private Lookup prove(String name, Proof proof) {
        return services.sessionAuth().logins().prove(name, proof, caller());
    }

    private Caller caller() {
        return new Caller(client.address(), privileges.access().connectedTo(), memory::rest);
    }

    /** After a successful SCRAM the client gets our proof, too, and must acknowledge it. */
    private Ending judged(Lookup lookup, String name, long came, SaslExchange sasl)
            throws IOException {
        if (lookup instanceof Lookup.Found) {
            SaslStep heard = challenged(sasl, sasl.confirm().base64());
            if (!(heard instanceof SaslStep.Confirmed)) {
                return end(heard, sasl);
            }
        }
        return decide(lookup, name, came);
    }

    private Ending decide(Lookup lookup, String name, long came) throws IOException {
        return switch (lookup) {
            case Lookup.Found(Mailbox mailbox) -> {
                privileges.loggedIn(mailbox.databaseName());
                memory.clientIsKnown();
                log.loggedIn(client, mailbox.databaseName());
                answers.send(Replies.LOGGED_IN);
                yield Ending.LOGGED_IN;
            }
            case Lookup.Rejected(String why) -> refuse(name, why, came);
            case Lookup.NotLocal() -> refuse(name, "not a local domain", came);
            case Lookup.Unavailable(String why) -> unavailable(name, why);
        };
    }

    private Ending refuse(String name, String why, long came) throws IOException {
        log.loginFailed(client, name, why);
        services.sessionAuth().delay().await(came, memory::rest);
        if (privileges.mayTryAgain(services.sessionAuth().failures())) {
            return stay(Refusals.WRONG_LOGIN);
        }
        answers.send(Refusals.TOO_MANY_LOGINS);
        return Ending.TOO_MANY_TRIES;
    }

    private Ending unavailable(String name, String why) throws IOException {
        log.loginUnavailable(client, name, why);
        return stay(Refusals.CANNOT_CHECK_LOGIN);
    }

    private Ending stay(Reply reply) throws IOException {
        answers.send(reply);
        return Ending.NOT_LOGGED_IN;
    }
}
