package dmail.pop.session;

import dmail.common.authent.Password;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.protocol.PopCommand;
import dmail.pop.protocol.PopReply;
import dmail.pop.protocol.ResponseCode;
import java.io.IOException;

/** Before login: the AUTHORIZATION state of RFC 1939 section 4. */
final class Authorization implements PopState {
    /** For a wrong password and an unknown user alike. */
    private static final PopReply REFUSED =
            PopReply.error(ResponseCode.AUTH, "wrong user name or password");

    private static final PopReply TRY_LATER =
            PopReply.error(ResponseCode.SYS_TEMP, "cannot check your password now, try later");

    private final SessionParts parts;

    /** Of the USER command; empty before it. */
    private final String name;

    private final int failures;

    Authorization(SessionParts parts) {
        this(parts, "", 0);
    }

    private Authorization(SessionParts parts, String name, int failures) {
        this.parts = parts;
        this.name = name;
        this.failures = failures;
    }

    @Override
    public PopState handle(PopCommand command, PopOutput out) throws IOException {
        return switch (command) {
            case PopCommand.User(String given) -> user(given, out);
            case PopCommand.Pass(Password password) -> {
                try (password) {
                    yield pass(password, out);
                }
            }
            case PopCommand.Capa() -> {
                Capabilities.write(parts.rules().version(), out);
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

    /** Says +OK to any name: whether it exists is not to be told (RFC 1939 section 13). */
    private PopState user(String given, PopOutput out) throws IOException {
        out.reply(PopReply.ok("send your password"));
        return new Authorization(parts, given, failures);
    }

    private PopState pass(Password password, PopOutput out) throws IOException {
        if (name.isEmpty()) {
            return answer(PopReply.error("send USER first"), out);
        }
        long came = System.nanoTime();
        Client client = parts.client();
        Lookup lookup =
                parts.mailboxes().login(name, password, client.connectedTo(), client.address());
        return switch (lookup) {
            case Lookup.Found(Mailbox mailbox) -> open(mailbox, out);
            case Lookup.Rejected(String why) -> refuse(why, came, out);
            case Lookup.NotLocal() -> refuse("not a domain of ours", came, out);
            case Lookup.Unavailable(String why) -> {
                parts.log().loginUnavailable(client, name, why);
                yield again(TRY_LATER, out);
            }
        };
    }

    private PopState refuse(String why, long came, PopOutput out) throws IOException {
        parts.log().loginFailed(parts.client(), name, why);
        parts.delay().await(came);
        out.reply(REFUSED);
        return failures + 1 >= parts.rules().logins()
                ? end("too many failed logins")
                : new Authorization(parts, "", failures + 1);
    }

    /** A try that was nobody's fault; USER must come again (RFC 1939 section 7). */
    private PopState again(PopReply reply, PopOutput out) throws IOException {
        out.reply(reply);
        return new Authorization(parts, "", failures);
    }

    private PopState open(Mailbox mailbox, PopOutput out) throws IOException {
        Opening opening;
        try {
            opening = parts.mailboxes().open(mailbox);
        } catch (IOException e) {
            parts.log().mailboxFailed(parts.client(), mailbox, e);
            return again(
                    PopReply.error(ResponseCode.SYS_TEMP, "cannot open your mailbox now"), out);
        }
        return switch (opening) {
            case Opening.Opened(var maildrop) -> {
                Transaction begun = new Transaction(parts, mailbox, maildrop);
                begun.greet(out);
                yield begun;
            }
            case Opening.InUse(String why) -> {
                parts.log().mailboxInUse(parts.client(), mailbox, why);
                yield again(PopReply.error(ResponseCode.IN_USE, "your mailbox is in use"), out);
            }
        };
    }
}
