package dmail.smtp.session;

import dmail.smtp.policy.Refusals;
import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import dmail.smtp.session.State.Addressing;
import dmail.smtp.session.State.Chunking;
import dmail.smtp.session.State.Closed;
import dmail.smtp.session.State.Connected;
import dmail.smtp.session.State.Identified;
import java.util.Optional;

/** The order of commands (RFC 5321 section 4.1.4, RFC 3030 section 2). */
final class CommandOrder {
    private CommandOrder() {}

    /**
     * {@return the reply to a command that the listener doesn't take, or not yet; empty if it does}
     * RFC 3207 section 4 names what is allowed before TLS.
     */
    static Optional<Reply> refusal(ClientPrivileges privileges, Command command) {
        if (!privileges.mustEncrypt() && !privileges.access().listener().isControl()) {
            return Optional.empty();
        }
        return switch (command) {
            case Command.Hello _,
                    Command.ExtendedHello _,
                    Command.StartTls _,
                    Command.Reset _,
                    Command.Noop _,
                    Command.Help _,
                    Command.Quit _,
                    Command.WebRequest _,
                    Command.Malformed _ ->
                    Optional.empty();
            case Command.Mail _,
                    Command.Recipient _,
                    Command.Data _,
                    Command.Chunk _,
                    Command.BoundlessChunk _,
                    Command.StartQueue _,
                    Command.Authenticate _,
                    Command.Verify _,
                    Command.Expand _ ->
                    Optional.of(
                            privileges.mustEncrypt()
                                    ? Refusals.STARTTLS_FIRST
                                    : Refusals.CONTROL_ONLY);
        };
    }

    /** {@return the reply to a command that is out of order; empty if it is allowed} */
    static Optional<Reply> refusal(State state, Command command) {
        return switch (command) {
            case Command.Mail _ -> mail(state);
            case Command.Recipient _ -> recipient(state);
            case Command.Data _ ->
                    state instanceof Chunking
                            ? Optional.of(Replies.CHUNKS_UNDER_WAY)
                            : message(state);
            case Command.Chunk _, Command.BoundlessChunk _ -> message(state);
            case Command.StartQueue _, Command.Authenticate _ -> mail(state);
            case Command.StartTls _ ->
                    // Allowed during a transaction, which it aborts.
                    state instanceof Connected
                            ? Optional.of(Replies.HELLO_FIRST)
                            : Optional.empty();
            case Command.Hello _,
                    Command.ExtendedHello _,
                    Command.Reset _,
                    Command.Noop _,
                    Command.Verify _,
                    Command.Expand _,
                    Command.Help _,
                    Command.Quit _,
                    Command.WebRequest _,
                    Command.Malformed _ ->
                    Optional.empty();
        };
    }

    private static Optional<Reply> mail(State state) {
        return switch (state) {
            case Connected _, Closed _ -> Optional.of(Replies.HELLO_FIRST);
            case Identified _ -> Optional.empty();
            case Addressing _ -> Optional.of(Replies.NESTED_MAIL);
            case Chunking _ -> Optional.of(Replies.CHUNKS_UNDER_WAY);
        };
    }

    private static Optional<Reply> recipient(State state) {
        return switch (state) {
            case Connected _, Closed _ -> Optional.of(Replies.HELLO_FIRST);
            case Identified _ -> Optional.of(Replies.MAIL_FIRST);
            case Addressing _ -> Optional.empty();
            case Chunking _ -> Optional.of(Replies.CHUNKS_UNDER_WAY);
        };
    }

    private static Optional<Reply> message(State state) {
        return switch (state) {
            case Connected _, Closed _ -> Optional.of(Replies.HELLO_FIRST);
            case Identified _ -> Optional.of(Replies.MAIL_FIRST);
            case Addressing(_, var transaction) when transaction.recipients().isEmpty() ->
                    Optional.of(
                            transaction.refused() > 0
                                    ? Replies.NO_GOOD_RECIPIENT
                                    : Replies.RECIPIENT_FIRST);
            case Addressing _, Chunking _ -> Optional.empty();
        };
    }
}
