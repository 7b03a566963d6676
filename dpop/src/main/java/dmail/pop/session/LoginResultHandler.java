package dmail.pop.session;

import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.protocol.PopReply;
import dmail.pop.protocol.ResponseCode;
import java.io.IOException;

/** Acts on the result of a login: opens the mailbox, or waits for another try. */
final class LoginResultHandler {
    /** For a wrong password and an unknown user alike, so that names can't be probed. */
    private static final PopReply REFUSED =
            PopReply.error(ResponseCode.AUTH, "wrong user name or password");

    private static final PopReply TRY_LATER =
            PopReply.error(ResponseCode.SYS_TEMP, "cannot check your password now, try later");

    private final SessionParts parts;
    private final Authorization before;

    /**
     * @param before where the session stands
     */
    LoginResultHandler(SessionParts parts, Authorization before) {
        this.parts = parts;
        this.before = before;
    }

    /**
     * Acts on what the user data base said.
     *
     * @param came when the last of the login came, in the time of {@link System#nanoTime}
     */
    PopState decide(Lookup lookup, String name, long came, PopOutput out) throws IOException {
        return switch (lookup) {
            case Lookup.Found(Mailbox mailbox) -> open(mailbox, out);
            case Lookup.Rejected(String why) -> refuse(name, why, came, out);
            case Lookup.NotLocal() -> refuse(name, "not a local domain", came, out);
            case Lookup.Unavailable(String why) -> unavailable(name, why, out);
        };
    }

    PopState refuse(String name, String why, long came, PopOutput out) throws IOException {
        parts.openSession().totals().failedLogin();
        parts.log().loginFailed(parts.client(), name, why);
        parts.delay().await(came, parts.rest());
        out.reply(REFUSED);
        return before.afterFailure();
    }

    PopState unavailable(String name, String why, PopOutput out) throws IOException {
        parts.log().loginUnavailable(parts.client(), name, why);
        return again(TRY_LATER, out);
    }

    /** A failure that was not the client's; USER must come again (RFC 1939 section 7). */
    PopState again(PopReply reply, PopOutput out) throws IOException {
        out.reply(reply);
        return before.again();
    }

    private PopState open(Mailbox mailbox, PopOutput out) throws IOException {
        Opening opening;
        try {
            opening = parts.mailboxes().open(mailbox, parts.memory());
        } catch (IOException e) {
            parts.log().mailboxFailed(parts.client(), mailbox, e);
            return again(
                    PopReply.error(ResponseCode.SYS_TEMP, "cannot open your mailbox now"), out);
        }
        return switch (opening) {
            case Opening.Opened(var maildrop) -> {
                yield begin(mailbox, maildrop, out);
            }
            case Opening.InUse(String why) -> {
                parts.log().mailboxInUse(parts.client(), mailbox, why);
                yield again(PopReply.error(ResponseCode.IN_USE, "your mailbox is in use"), out);
            }
        };
    }

    /** Whatever happens, somebody closes the mailbox. */
    private PopState begin(Mailbox mailbox, Maildrop maildrop, PopOutput out) throws IOException {
        boolean greeted = false;
        try {
            parts.memory().clientIsKnown();
            Transaction begun = new Transaction(parts, mailbox, maildrop);
            begun.greet(out);
            greeted = true;
            return begun;
        } finally {
            if (!greeted) {
                maildrop.close();
            }
        }
    }
}
