package dmail.pop.session;

import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.login.Lookup;
import dmail.common.sasl.SaslExchange;
import dmail.common.sasl.SaslMechanisms;
import dmail.common.tls.Upgrade;
import dmail.pop.protocol.PopCommand;
import dmail.pop.protocol.PopReply;
import dmail.pop.protocol.ResponseCode;
import java.io.IOException;
import java.util.Optional;

/** The AUTHORIZATION state (RFC 1939 section 4). */
final class Authorization implements PopState {
    private static final PopReply TLS_FIRST = PopReply.error("send STLS first");

    private final SessionParts parts;
    private final Apop apop;

    /** Of the USER command; empty before it. */
    private final String name;

    /** Logins that failed before. */
    private final int failures;

    Authorization(SessionParts parts, Apop apop) {
        this(parts, apop, "", 0);
    }

    private Authorization(SessionParts parts, Apop apop, String name, int failures) {
        this.parts = parts;
        this.apop = apop;
        this.name = name;
        this.failures = failures;
    }

    /** {@return this state, to which the client has said nothing yet} */
    Authorization again() {
        return new Authorization(parts, apop, "", failures);
    }

    /** {@return what follows a failed login} */
    PopState afterFailure() {
        return failures + 1 >= parts.rules().logins()
                ? end("too many failed logins")
                : new Authorization(parts, apop, "", failures + 1);
    }

    @Override
    public PopState handle(PopCommand command, PopOutput out) throws IOException {
        return parts.security().mustEncrypt() && logsIn(command)
                ? answer(TLS_FIRST, out)
                : carryOut(command, out);
    }

    private PopState carryOut(PopCommand command, PopOutput out) throws IOException {
        return switch (command) {
            case PopCommand.User(String given) -> user(given, out);
            case PopCommand.Pass(Password password) -> {
                try (password) {
                    yield pass(password, out);
                }
            }
            case PopCommand.Apop(String given, String digest) -> apop(given, digest, out);
            case PopCommand.Auth(String mechanism, Optional<String> initial) ->
                    auth(mechanism, initial, out);
            case PopCommand.AuthList() -> {
                Capabilities.writeMechanisms(mechanisms(parts), out);
                yield this;
            }
            case PopCommand.Stls() -> stls(out);
            case PopCommand.Capa() -> {
                Capabilities.write(parts, out);
                yield this;
            }
            case PopCommand.Utf8() -> answer(PopReply.ok("UTF-8 is welcome"), out);
            case PopCommand.Quit() -> {
                out.reply(PopReply.ok("goodbye"));
                yield end("quit");
            }
            case PopCommand.Malformed(PopReply reply) -> answer(reply, out);
            case PopCommand.Stat _,
                    PopCommand.ListAll _,
                    PopCommand.ListOne _,
                    PopCommand.Retr _,
                    PopCommand.Dele _,
                    PopCommand.Noop _,
                    PopCommand.Rset _,
                    PopCommand.Top _,
                    PopCommand.UidlAll _,
                    PopCommand.UidlOne _ ->
                    answer(PopReply.error("log in first"), out);
        };
    }

    private PopState end(String reason) {
        abandon(reason);
        return new Ended(reason);
    }

    @Override
    public void abandon(String reason) {
        parts.log().ended(parts.client(), reason);
    }

    private PopState answer(PopReply reply, PopOutput out) throws IOException {
        out.reply(reply);
        return this;
    }

    private static boolean logsIn(PopCommand command) {
        return switch (command) {
            case PopCommand.User _, PopCommand.Apop _, PopCommand.Auth _ -> true;
            case PopCommand.Pass(Password password) -> {
                password.close();
                yield true;
            }
            default -> false;
        };
    }

    /** Replies +OK to any name: whether it exists must not be shown (RFC 1939 section 13). */
    private PopState user(String given, PopOutput out) throws IOException {
        out.reply(PopReply.ok("send your password"));
        return new Authorization(parts, apop, given, failures);
    }

    private PopState pass(Password password, PopOutput out) throws IOException {
        if (name.isEmpty()) {
            return answer(PopReply.error("send USER first"), out);
        }
        long came = System.nanoTime();
        Lookup lookup = parts.mailboxes().login(name, password, parts.caller());
        return resultHandler().decide(lookup, name, came, out);
    }

    private LoginResultHandler resultHandler() {
        return new LoginResultHandler(parts, this);
    }

    private PopState apop(String given, String digest, PopOutput out) throws IOException {
        if (!apop.isOffered()) {
            return answer(PopReply.error("APOP is not offered"), out);
        }
        long came = System.nanoTime();
        return resultHandler().decide(apop.check(given, digest, parts), given, came, out);
    }

    private PopState auth(String mechanism, Optional<String> initial, PopOutput out)
            throws IOException {
        Client client = parts.client();
        Optional<SaslExchange> sasl =
                mechanisms(parts)
                        .begin(
                                mechanism,
                                user -> parts.mailboxes().storedSecret(user, client.connectedTo()),
                                parts.security().random());
        if (sasl.isPresent()) {
            return new Exchange(parts, resultHandler(), sasl.get()).begin(initial, out);
        }
        return answer(
                PopReply.error(
                        SaslMechanisms.showsPassword(mechanism)
                                ? "send STLS first"
                                : "that way to log in is not offered"),
                out);
    }

    /** Where TLS is available, AUTH offers no clear-text mechanism without it. */
    static SaslMechanisms mechanisms(SessionParts parts) {
        if (parts.security().mustEncrypt()) {
            return SaslMechanisms.NONE;
        }
        return new SaslMechanisms(
                !parts.security().upgrade().isOffered() || parts.client().isOnThisHost(),
                parts.mailboxes().challengeMechanisms().contains(ChallengeMechanism.SCRAM));
    }

    /** Everything before STLS is void (RFC 2595 section 4.2). */
    private PopState stls(PopOutput out) throws IOException {
        Upgrade upgrade = parts.security().upgrade();
        if (!upgrade.isOffered()) {
            return answer(
                    PopReply.error(
                            upgrade.isEncrypted()
                                    ? "the connection is encrypted already"
                                    : "encryption is not offered"),
                    out);
        }
        if (!upgrade.hasRoom()) {
            return answer(
                    PopReply.error(
                            ResponseCode.SYS_TEMP, "no memory is left for encryption, try later"),
                    out);
        }
        out.reply(PopReply.ok("begin TLS now"));
        return new Securing(again());
    }
}
