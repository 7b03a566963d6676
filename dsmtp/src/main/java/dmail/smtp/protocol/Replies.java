package dmail.smtp.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The replies about syntax and order of commands, collected here. */
public final class Replies {
    private static final EnhancedCode DONE = new EnhancedCode(2, 0, 0);
    private static final EnhancedCode INVALID_COMMAND = new EnhancedCode(5, 5, 1);
    private static final EnhancedCode SYNTAX = new EnhancedCode(5, 5, 2);
    private static final EnhancedCode ARGUMENTS = new EnhancedCode(5, 5, 4);
    private static final EnhancedCode NON_ASCII = new EnhancedCode(5, 6, 7);

    private static final List<String> EXTENSIONS =
            List.of(
                    "8BITMIME",
                    "SMTPUTF8",
                    "CHUNKING",
                    "DSN",
                    "ETRN",
                    "ENHANCEDSTATUSCODES",
                    "HELP");

    public static final Reply OK = Reply.of(250, DONE, "OK");
    public static final Reply SENDER_OK = Reply.of(250, new EnhancedCode(2, 1, 0), "Sender OK");
    public static final Reply RECIPIENT_OK =
            Reply.of(250, new EnhancedCode(2, 1, 5), "Recipient OK");
    public static final Reply START_MAIL =
            Reply.bare(354, "Start mail input; end with <CRLF>.<CRLF>");
    public static final Reply CHUNK_OK = Reply.of(250, DONE, "Chunk received");
    public static final Reply BYE = Reply.of(221, DONE, "Closing connection");
    public static final Reply CANNOT_VERIFY = Reply.of(252, DONE, "Cannot verify a user; try RCPT");
    public static final Reply NO_EXPANSION =
            Reply.of(502, INVALID_COMMAND, "EXPN is not served here");
    public static final Reply HELP =
            Reply.of(
                    214,
                    DONE,
                    "Commands: HELO EHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY ETRN HELP"
                            + " QUIT",
                    "The administrator reads mail to postmaster");

    public static final Reply NODE_REQUIRED =
            Reply.of(501, ARGUMENTS, "Syntax: ETRN domain, or ETRN @domain for all below it, too");

    public static final Reply LINE_TOO_LONG = Reply.of(500, SYNTAX, "Line too long");
    public static final Reply BAD_LINE =
            Reply.of(500, SYNTAX, "A command is a line of printable text that ends with CR LF");
    public static final Reply UNKNOWN_COMMAND =
            Reply.of(500, INVALID_COMMAND, "Command not recognized");
    public static final Reply NO_ARGUMENT_ALLOWED =
            Reply.of(501, ARGUMENTS, "This command takes no argument");
    public static final Reply NAME_REQUIRED =
            Reply.of(501, ARGUMENTS, "Give your host name, such as EHLO mail.example.com");
    public static final Reply MAIL_SYNTAX =
            Reply.of(501, ARGUMENTS, "Syntax: MAIL FROM:<address> [parameters]");
    public static final Reply RECIPIENT_SYNTAX =
            Reply.of(501, ARGUMENTS, "Syntax: RCPT TO:<address>");
    public static final Reply CHUNK_SYNTAX = Reply.of(501, ARGUMENTS, "Syntax: BDAT octets [LAST]");
    public static final Reply VERIFY_SYNTAX = Reply.of(501, ARGUMENTS, "Syntax: VRFY user");
    public static final Reply BAD_SENDER =
            Reply.of(501, new EnhancedCode(5, 1, 7), "That is not a sender's address");
    public static final Reply BAD_RECIPIENT =
            Reply.of(501, new EnhancedCode(5, 1, 3), "That is not a recipient's address");
    public static final Reply NOT_UTF8 = Reply.of(501, SYNTAX, "The address is not valid UTF-8");
    public static final Reply NEEDS_SMTPUTF8 =
            Reply.of(553, NON_ASCII, "A non-ASCII address needs the SMTPUTF8 parameter at MAIL");
    public static final Reply UNKNOWN_PARAMETER =
            Reply.of(555, ARGUMENTS, "Parameter not recognized or not offered");
    public static final Reply BAD_PARAMETER =
            Reply.of(501, ARGUMENTS, "A parameter has a wrong value or is given twice");

    public static final Reply START_TLS = Reply.of(220, new EnhancedCode(2, 0, 0), "Begin TLS now");
    public static final Reply ENCRYPTED_ALREADY =
            Reply.of(503, INVALID_COMMAND, "The connection is encrypted already");
    public static final Reply NO_ENCRYPTION =
            Reply.of(502, INVALID_COMMAND, "Encryption is not offered");
    public static final Reply AUTH_SYNTAX =
            Reply.of(501, ARGUMENTS, "Syntax: AUTH mechanism [answer in base64]");
    public static final Reply BAD_ANSWER =
            Reply.of(501, SYNTAX, "That is no answer in base64 to this mechanism");
    public static final Reply LOGIN_CANCELLED =
            Reply.of(501, new EnhancedCode(5, 7, 0), "You have ended the login");
    public static final Reply LOGGED_IN =
            Reply.of(235, new EnhancedCode(2, 7, 0), "You are logged in");
    public static final Reply LOGGED_IN_ALREADY =
            Reply.of(503, INVALID_COMMAND, "You are logged in already");
    public static final Reply HELLO_FIRST = Reply.of(503, INVALID_COMMAND, "Send EHLO first");
    public static final Reply MAIL_FIRST = Reply.of(503, INVALID_COMMAND, "Send MAIL first");
    public static final Reply NESTED_MAIL =
            Reply.of(503, INVALID_COMMAND, "A message is already under way; RSET ends it");
    public static final Reply RECIPIENT_FIRST = Reply.of(503, INVALID_COMMAND, "Send RCPT first");
    public static final Reply NO_GOOD_RECIPIENT =
            Reply.of(554, INVALID_COMMAND, "No recipient was accepted");
    public static final Reply CHUNKS_UNDER_WAY =
            Reply.of(503, INVALID_COMMAND, "BDAT is under way; go on with BDAT or send RSET");

    private Replies() {}

    /**
     * The usual greeting.
     *
     * @param date when the client has come
     */
    public static Reply greeting(String host, String version, String date) {
        return greeting(host + " DSMTP ESMTP Server v" + version + " at " + date);
    }

    /** The greeting; its text begins with the host's name (RFC 5321 section 4.2). */
    public static Reply greeting(String text) {
        return Reply.bare(220, text);
    }

    /** The reply to ETRN: how many messages are tried now (RFC 1985 section 5.3). */
    public static Reply queueStarted(EtrnNode node, int messages) {
        return messages == 0
                ? Reply.of(251, DONE, "No messages wait for " + node)
                : Reply.of(253, DONE, messages + " pending messages for " + node + " started");
    }

    public static Reply hello(String host) {
        return Reply.bare(250, host);
    }

    /**
     * The reply to EHLO.
     *
     * @param largest the most octets of a message (RFC 1870)
     * @param more extensions that not every client is offered
     * @param left extensions that this client is not offered
     */
    public static Reply extensions(String host, long largest, List<String> more, Set<String> left) {
        List<String> lines = new ArrayList<>();
        lines.add(host);
        lines.addAll(more);
        lines.add("PIPELINING");
        lines.add("SIZE " + largest);
        EXTENSIONS.stream().filter(word -> !left.contains(word)).forEach(lines::add);
        return new Reply(250, lines);
    }

    /** Asks for the next line of a login (RFC 4954 section 4). */
    public static Reply challenge(String base64) {
        return Reply.bare(334, base64);
    }
}
