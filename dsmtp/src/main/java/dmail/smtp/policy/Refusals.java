package dmail.smtp.policy;

import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Reply;

/** The replies that refuse well-formed commands, collected here. */
public final class Refusals {
    private static final EnhancedCode NO_RELAY = new EnhancedCode(5, 7, 1);
    private static final EnhancedCode OUR_TROUBLE = new EnhancedCode(4, 3, 0);

    public static final Reply UNKNOWN_USER =
            Reply.of(550, new EnhancedCode(5, 1, 1), "No such user here");
    public static final Reply RELAYING_DENIED = Reply.of(550, NO_RELAY, "Relaying denied");
    public static final Reply NODE_NOT_ALLOWED =
            Reply.of(459, new EnhancedCode(4, 7, 1), "You may not start that queue");
    public static final Reply CANNOT_CHECK_RECIPIENT =
            Reply.of(451, OUR_TROUBLE, "Cannot check recipients now; try again later");
    public static final Reply NO_BINDING =
            Reply.of(451, OUR_TROUBLE, "No way to send that mail on now; try again later");
    public static final Reply MAILBOX_FULL =
            Reply.of(452, new EnhancedCode(4, 2, 2), "The mailbox is full");
    public static final Reply MAILBOX_FULL_FOR_GOOD =
            Reply.of(552, new EnhancedCode(5, 2, 2), "The mailbox is full");
    public static final Reply TOO_MANY_RECIPIENTS =
            Reply.of(452, new EnhancedCode(4, 5, 3), "Too many recipients");
    public static final Reply CLIENT_BANNED =
            Reply.of(554, NO_RELAY, "Your address is banned here");
    public static final Reply SENDER_BANNED = Reply.of(550, NO_RELAY, "The sender is banned here");
    public static final Reply RECIPIENT_BANNED =
            Reply.of(550, NO_RELAY, "The recipient takes no mail");

    public static final Reply LOG_IN_FIRST =
            Reply.of(530, new EnhancedCode(5, 7, 0), "Log in first");
    public static final Reply STARTTLS_FIRST =
            Reply.of(530, new EnhancedCode(5, 7, 0), "Send STARTTLS first");
    public static final Reply CONTROL_ONLY =
            Reply.of(502, new EnhancedCode(5, 5, 1), "No mail is taken here");
    public static final Reply CLIENT_EXCLUDED =
            Reply.of(554, NO_RELAY, "Your address may not connect here");
    public static final Reply WRONG_LOGIN =
            Reply.of(535, new EnhancedCode(5, 7, 8), "Wrong user name or password");
    public static final Reply CANNOT_CHECK_LOGIN =
            Reply.of(454, new EnhancedCode(4, 7, 0), "Cannot check your password now; try later");
    public static final Reply NO_SUCH_MECHANISM =
            Reply.of(504, new EnhancedCode(5, 5, 4), "That way to log in is not offered");
    public static final Reply ENCRYPT_FIRST =
            Reply.of(538, new EnhancedCode(5, 7, 11), "Send STARTTLS first");
    public static final Reply TOO_MANY_LOGINS =
            Reply.of(421, new EnhancedCode(4, 7, 0), "Too many failed logins; closing connection");
    public static final Reply TOO_LARGE =
            Reply.of(552, new EnhancedCode(5, 3, 4), "The message is larger than we take");
    public static final Reply BARE_LINE_END =
            Reply.of(
                    550,
                    new EnhancedCode(5, 6, 0),
                    "The message has a CR or LF alone: log in, or end lines with CR LF (RFC 5321 2.3.8)");
    public static final Reply LOOP =
            Reply.of(
                    554,
                    new EnhancedCode(5, 4, 6),
                    "Too many Received headers; the message runs in circles");
    public static final Reply NO_SPACE =
            Reply.of(452, new EnhancedCode(4, 3, 1), "No space left; try again later");
    public static final Reply NOT_STORED =
            Reply.of(451, OUR_TROUBLE, "The message could not be stored; try again later");

    public static final Reply FULL =
            Reply.of(421, new EnhancedCode(4, 3, 2), "All connections are taken; try again later");
    public static final Reply TOO_MANY_SESSIONS =
            Reply.of(421, new EnhancedCode(4, 7, 0), "Too many connections; try again later");
    public static final Reply TOO_MANY_ERRORS =
            Reply.of(421, new EnhancedCode(4, 7, 0), "Too many errors; closing connection");
    public static final Reply NOT_FOR_THE_WEB =
            Reply.of(421, new EnhancedCode(4, 7, 0), "This is a mail server; closing connection");
    public static final Reply TOO_SLOW =
            Reply.of(421, new EnhancedCode(4, 4, 2), "Timed out; closing connection");
    public static final Reply NO_MEMORY =
            Reply.of(421, new EnhancedCode(4, 3, 2), "No memory left; closing, try again later");

    /** The session is closed to free its slot or memory for others. */
    public static final Reply GIVES_WAY =
            Reply.of(421, new EnhancedCode(4, 3, 2), "Too busy; closing, try again later");

    public static final Reply NO_MEMORY_FOR_RECIPIENT =
            Reply.of(
                    452,
                    new EnhancedCode(4, 3, 1),
                    "No memory left for this recipient; try again later");
    public static final Reply NO_MEMORY_FOR_TLS =
            Reply.of(
                    454,
                    new EnhancedCode(4, 7, 0),
                    "No memory left for encryption; try again later");
    public static final Reply SHUTTING_DOWN =
            Reply.of(421, new EnhancedCode(4, 3, 2), "The server is ending; closing connection");
    public static final Reply OUR_ERROR =
            Reply.of(421, OUR_TROUBLE, "Internal error; closing connection");

    private Refusals() {}

    /** The message was accepted. */
    public static Reply accepted(Object queueId) {
        return Reply.of(250, new EnhancedCode(2, 0, 0), "Accepted as " + queueId);
    }
}
