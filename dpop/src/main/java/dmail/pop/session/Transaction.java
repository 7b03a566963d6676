package dmail.pop.session;

import dmail.common.authent.password.Password;
import dmail.common.login.Mailbox;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrop.Reading;
import dmail.pop.protocol.PopCommand;
import dmail.pop.protocol.PopReply;
import dmail.pop.protocol.ResponseCode;
import dmail.pop.store.StoredMessage;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The TRANSACTION and UPDATE states (RFC 1939 sections 5 and 6). */
final class Transaction implements PopState {
    private static final PopReply CHANGED =
            PopReply.error(
                    ResponseCode.SYS_TEMP, "another program changed your mailbox, log in again");
    private static final PopReply UNREADABLE =
            PopReply.error(ResponseCode.SYS_TEMP, "cannot read your mailbox now");
    private static final PopReply NOT_REMOVED =
            PopReply.error(ResponseCode.SYS_TEMP, "deleted messages could not be removed");

    private final SessionParts parts;
    private final Mailbox mailbox;
    private final Maildrop maildrop;

    Transaction(SessionParts parts, Mailbox mailbox, Maildrop maildrop) {
        this.parts = parts;
        this.mailbox = mailbox;
        this.maildrop = maildrop;
    }

    /** Something done to the mailbox after all checks. */
    @FunctionalInterface
    private interface Action {
        void carryOut() throws IOException;
    }

    void greet(PopOutput out) throws IOException {
        parts.openSession().loggedIn(mailbox.databaseName());
        parts.log().login(parts.client(), mailbox, maildrop.messages(), maildrop.octets());
        out.reply(PopReply.ok(summary()));
    }

    @Override
    public PopState handle(PopCommand command, PopOutput out) throws IOException {
        return switch (command) {
            case PopCommand.Stat() ->
                    answer(PopReply.ok(maildrop.messages() + " " + maildrop.octets()), out);
            case PopCommand.ListAll() -> awake(out, () -> list(out));
            case PopCommand.ListOne(int number) -> on(number, out, () -> list(number, out));
            case PopCommand.UidlAll() -> awake(out, () -> uidl(out));
            case PopCommand.UidlOne(int number) -> on(number, out, () -> uidl(number, out));
            case PopCommand.Retr(int number) -> on(number, out, () -> retr(number, out));
            case PopCommand.Top(int number, int lines) ->
                    on(number, out, () -> top(number, lines, out));
            case PopCommand.Dele(int number) -> on(number, out, () -> dele(number, out));
            case PopCommand.Noop() -> answer(PopReply.ok("here I am"), out);
            case PopCommand.Rset() -> {
                maildrop.reset();
                yield answer(PopReply.ok(summary()), out);
            }
            case PopCommand.Capa() -> {
                Capabilities.write(parts, out);
                yield this;
            }
            case PopCommand.Quit() -> quit(out);
            case PopCommand.Pass(Password password) -> {
                password.close();
                yield answer(PopReply.error("you are logged in already"), out);
            }
            case PopCommand.User _,
                    PopCommand.Apop _,
                    PopCommand.Auth _,
                    PopCommand.AuthList _,
                    PopCommand.Stls _,
                    PopCommand.Utf8 _ ->
                    answer(PopReply.error("you are logged in already"), out);
            case PopCommand.Malformed(PopReply reply) -> answer(reply, out);
        };
    }

    private PopState answer(PopReply reply, PopOutput out) throws IOException {
        out.reply(reply);
        return this;
    }

    private String summary() {
        return maildrop.messages() + " messages (" + maildrop.octets() + " octets)";
    }

    /** Acts on a message that exists and is not deleted (RFC 1939 section 5). */
    private PopState on(int number, PopOutput out, Action action) throws IOException {
        if (number < 1 || number > maildrop.size()) {
            return answer(PopReply.error("no such message"), out);
        }
        if (maildrop.isDeleted(number)) {
            return answer(PopReply.error("message " + number + " is deleted"), out);
        }
        return awake(out, action);
    }

    private PopState awake(PopOutput out, Action action) throws IOException {
        try {
            maildrop.wake();
        } catch (IOException e) {
            parts.log().mailboxFailed(parts.client(), mailbox, e);
            return answer(UNREADABLE, out);
        }
        action.carryOut();
        return this;
    }

    private void list(PopOutput out) throws IOException {
        out.reply(PopReply.ok(summary()));
        Listing.sizes(maildrop, out.octets(), parts.memory());
        out.endOfLines();
    }

    private void list(int number, PopOutput out) throws IOException {
        out.reply(PopReply.ok(number + " " + maildrop.octets(number)));
    }

    private void uidl(PopOutput out) throws IOException {
        out.reply(PopReply.ok("unique ids follow"));
        Listing.uniqueIds(maildrop, out.octets(), parts.memory());
        out.endOfLines();
    }

    private void uidl(int number, PopOutput out) throws IOException {
        byte[] text = new byte[Maildrop.LONGEST_UIDL];
        int length = maildrop.putUidl(number, text, 0);
        out.reply(
                PopReply.ok(number + " " + new String(text, 0, length, StandardCharsets.US_ASCII)));
    }

    private void dele(int number, PopOutput out) throws IOException {
        maildrop.delete(number);
        out.reply(PopReply.ok("message " + number + " deleted"));
    }

    private void retr(int number, PopOutput out) throws IOException {
        switch (read(number)) {
            case Reading.Changed() -> out.reply(CHANGED);
            case Reading.Unreadable() -> out.reply(UNREADABLE);
            case Reading.Ready(StoredMessage message) -> {
                long octets = maildrop.octets(number);
                out.reply(PopReply.ok(octets + " octets"));
                message.writeTo(out.octets());
                endMessage(message, out);
                maildrop.markRetrieved(number);
                totals().retrieved(octets);
            }
        }
    }

    private void top(int number, int lines, PopOutput out) throws IOException {
        switch (read(number)) {
            case Reading.Changed() -> out.reply(CHANGED);
            case Reading.Unreadable() -> out.reply(UNREADABLE);
            case Reading.Ready(StoredMessage message) -> {
                out.reply(PopReply.ok("top of message follows"));
                message.writeTop(out.octets(), lines);
                endMessage(message, out);
                totals().top();
            }
        }
    }

    /**
     * A message that changed while it was sent gets no final dot, so that the client discards it.
     */
    private void endMessage(StoredMessage message, PopOutput out) throws IOException {
        if (!maildrop.isThere(message)) {
            throw new IOException(mailbox.dropFile() + " was changed while it was sent");
        }
        out.endOfLines();
    }

    private Reading read(int number) {
        try {
            return maildrop.read(number);
        } catch (IOException e) {
            parts.log().mailboxFailed(parts.client(), mailbox, e);
            return new Reading.Unreadable();
        }
    }

    /** The mailbox is released before the reply, since the client may log in again at once. */
    private PopState quit(PopOutput out) throws IOException {
        UpdateResult result = update();
        maildrop.close();
        return switch (result) {
            case UpdateResult.Done(int removed) -> {
                totals().removed(removed);
                end("quit");
                out.reply(PopReply.ok("goodbye"));
                yield new Ended("quit");
            }
            case UpdateResult.NotDone(String why) -> {
                parts.log().notRemoved(parts.client(), mailbox, why);
                end("quit");
                out.reply(NOT_REMOVED);
                yield new Ended("quit");
            }
        };
    }

    private UpdateResult update() {
        try {
            return maildrop.update();
        } catch (IOException e) {
            return new UpdateResult.NotDone(PopLog.reason(e));
        }
    }

    @Override
    public void rest() {
        maildrop.rest();
    }

    @Override
    public void abandon(String reason) {
        maildrop.close();
        end(reason);
    }

    private void end(String reason) {
        parts.log().ended(parts.client(), mailbox, totals(), reason);
    }

    private SessionTotals totals() {
        return parts.openSession().totals();
    }
}
