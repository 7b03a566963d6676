package dmail.smtp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
    private static final EmailAddress BOB = EmailAddress.parse("bob@x.example").orElseThrow();

    private static Command parse(String line) {
        return CommandParser.parse(
                new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static Command mail(long size, boolean eightBit, boolean utf8) {
        return new Command.Mail(
                new SenderPath.Sender(BOB),
                new MailParameters(size, eightBit, utf8, Ret.UNSET, ""));
    }

    private static Command recipient(ForwardPath path) {
        return new Command.Recipient(path, RecipientParameters.NONE);
    }

    @Test
    void verbsComeInAnyCase() {
        assertEquals(new Command.ExtendedHello("a b"), parse("eHlO  a b "));
        assertEquals(new Command.Hello("x"), parse("HELO x"));
        assertEquals(new Command.Data(), parse("data"));
        assertEquals(new Command.Reset(), parse("Rset "));
        assertEquals(new Command.Noop(), parse("NOOP whatever you like"));
        assertEquals(
                new Command.StartQueue(new EtrnNode(BOB.domain(), false)), parse("etrn X.example"));
        assertEquals(
                new Command.StartQueue(new EtrnNode(BOB.domain(), true)), parse("ETRN @x.example"));
        assertEquals(new Command.Verify(), parse("VRFY bob"));
        assertEquals(new Command.Expand(), parse("EXPN list"));
        assertEquals(new Command.Help(), parse("HELP me"));
        assertEquals(new Command.Quit(), parse("QUIT"));
        assertEquals(new Command.WebRequest(), parse("GET / HTTP/1.1"));
    }

    @Test
    void mailHasAPathAndParameters() {
        assertEquals(
                new Command.Mail(new SenderPath.Null(), MailParameters.NONE),
                parse("MAIL FROM:<>"));
        assertEquals(mail(0, false, false), parse("mail from:<bob@x.example>"));
        assertEquals(mail(0, false, false), parse("MAIL FROM: <bob@x.example> "));
        assertEquals(mail(0, false, false), parse("MAIL FROM:bob@x.example"));
        assertEquals(mail(0, false, false), parse("MAIL FROM:<@a.example,@b:bob@x.example>"));
        assertEquals(mail(5, false, false), parse("MAIL FROM:<bob@x.example> SIZE=5"));
        assertEquals(
                mail(5, true, false), parse("MAIL FROM:<bob@x.example> body=8bitMIME size=05"));
        assertEquals(mail(0, false, true), parse("MAIL FROM:<bob@x.example> BODY=7BIT SMTPUTF8"));
        assertEquals(
                mail(Long.MAX_VALUE, false, false),
                parse("MAIL FROM:<bob@x.example> SIZE=99999999999999999999"));
    }

    @Test
    void mailSaysHowReportsAreToLook() {
        MailParameters parameters = new MailParameters(0, false, false, Ret.HDRS, "QQ+2B314");
        assertEquals(
                new Command.Mail(new SenderPath.Sender(BOB), parameters),
                parse("MAIL FROM:<bob@x.example> ret=hdrs ENVID=QQ+2B314"));
        assertEquals(
                new Command.Mail(new SenderPath.Null(), MailParameters.NONE.withRet(Ret.FULL)),
                parse("MAIL FROM:<> RET=FULL"));
    }

    @Test
    void recipientSaysWhenTheSenderWantsToHear() {
        RecipientParameters parameters =
                new RecipientParameters(
                        new Notify(true, true, false, true), "rfc822;Bob+2B1@x.example");
        assertEquals(
                new Command.Recipient(new ForwardPath.Mailbox(BOB, true), parameters),
                parse(
                        "RCPT TO:<bob@x.example> notify=success,Delay"
                                + " ORCPT=rfc822;Bob+2B1@x.example"));
        assertEquals(
                new Command.Recipient(
                        new ForwardPath.Postmaster(), new RecipientParameters(Notify.NEVER, "")),
                parse("RCPT TO:<postmaster> NOTIFY=NEVER"));
    }

    @Test
    void anOriginalRecipientMayNeedSmtputf8() {
        assertEquals(
                new Command.Recipient(
                        new ForwardPath.Mailbox(BOB, false),
                        new RecipientParameters(Notify.UNSET, "utf-8;b\u00fccher@x.example")),
                parse("RCPT TO:<bob@x.example> ORCPT=utf-8;b\u00fccher@x.example"));
        assertEquals(
                new Command.Recipient(
                        new ForwardPath.Mailbox(BOB, true),
                        new RecipientParameters(Notify.UNSET, "UTF-8;b\\x{FC}cher@x.example")),
                parse("RCPT TO:<bob@x.example> ORCPT=UTF-8;b\\x{FC}cher@x.example"));
    }

    @Test
    void valuesForReportsHaveTheirLimits() {
        String id = "i".repeat(100);
        assertInstanceOf(Command.Mail.class, parse("MAIL FROM:<> ENVID=" + id));
        assertInstanceOf(Command.Malformed.class, parse("MAIL FROM:<> ENVID=" + id + "i"));
        String original = "rfc822;" + "o".repeat(500 - "rfc822;".length());
        assertInstanceOf(Command.Recipient.class, parse("RCPT TO:<bob@x> ORCPT=" + original));
        assertInstanceOf(Command.Malformed.class, parse("RCPT TO:<bob@x> ORCPT=" + original + "o"));
    }

    @Test
    void aBracketInQuotesIsPartOfTheAddress() {
        EmailAddress odd = new EmailAddress("a> SIZE=1 <b", BOB.domain());
        assertEquals(
                new Command.Mail(new SenderPath.Sender(odd), MailParameters.NONE),
                parse("MAIL FROM:<\"a> SIZE=1 <b\"@x.example>"));
    }

    @Test
    void recipientMayBeThePostmasterOfNoDomain() {
        assertEquals(recipient(new ForwardPath.Postmaster()), parse("RCPT TO:<PostMaster>"));
        assertEquals(
                recipient(new ForwardPath.Mailbox(BOB, true)), parse("RCPT TO:<bob@x.example>"));
        assertEquals(
                recipient(new ForwardPath.SourceRouted(BOB)),
                parse("RCPT TO:<@relay.example:bob@x.example>"));
    }

    @Test
    void remembersWhetherAnAddressWasWrittenInAscii() {
        EmailAddress bucher = EmailAddress.parse("bob@bücher.example").orElseThrow();
        assertEquals(
                recipient(new ForwardPath.Mailbox(bucher, false)),
                parse("RCPT TO:<bob@bücher.example>"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    ``,                                          500 5.5.1
                    ` NOOP`,                                     500 5.5.1
                    NOOPX,                                       500 5.5.1
                    MAILFROM:<bob@x.example>,                    500 5.5.1
                    EHLO,                                        501 5.5.4
                    DATA now,                                    501 5.5.4
                    QUIT now,                                    501 5.5.4
                    RSET now,                                    501 5.5.4
                    VRFY,                                        501 5.5.4
                    ETRN,                                        501 5.5.4
                    ETRN @,                                      501 5.5.4
                    ETRN #uucp,                                  501 5.5.4
                    ETRN a b,                                    501 5.5.4
                    ETRN @@x.example,                            501 5.5.4
                    MAIL,                                        501 5.5.4
                    MAIL FROM:,                                  501 5.5.4
                    MAIL FROM <bob@x.example>,                   501 5.5.4
                    MAIL TO:<bob@x.example>,                     501 5.5.4
                    MAIL FROM:<bob@x.example,                    501 5.5.4
                    MAIL FROM:<bob@x.example>SIZE=1,             501 5.5.4
                    MAIL FROM:bob@x.example>,                    501 5.1.7
                    MAIL FROM:<a b@c>,                           501 5.1.7
                    MAIL FROM:<<a@b>>,                           501 5.5.4
                    MAIL FROM:<a@>,                              501 5.1.7
                    MAIL FROM:<@>,                               501 5.1.7
                    MAIL FROM:<@:a@b>,                           501 5.1.7
                    MAIL FROM:<@a@b>,                            501 5.1.7
                    MAIL FROM:<a@b..c>,                          501 5.1.7
                    MAIL FROM:<a@[999.1.1.1]>,                   501 5.1.7
                    MAIL FROM:<bob>,                             501 5.1.7
                    MAIL FROM:<bob@x.example> FOO=BAR,           555 5.5.4
                    MAIL FROM:<bob@x.example> SIZE=abc,          501 5.5.4
                    MAIL FROM:<bob@x.example> SIZE=,             501 5.5.4
                    MAIL FROM:<bob@x.example> SIZE=-1,           501 5.5.4
                    MAIL FROM:<bob@x.example> SIZE=999999999999999999999, 501 5.5.4
                    MAIL FROM:<bob@x.example> SIZE=1 SIZE=2,     501 5.5.4
                    MAIL FROM:<bob@x.example> BODY=9BIT,         501 5.5.4
                    MAIL FROM:<bob@x.example> BODY=BINARYMIME,   501 5.5.4
                    MAIL FROM:<bob@x.example> SMTPUTF8=yes,      501 5.5.4
                    MAIL FROM:<bøb@x.example>,                   553 5.6.7
                    MAIL FROM:<bob@bücher.example>,              553 5.6.7
                    RCPT,                                        501 5.5.4
                    RCPT TO:,                                    501 5.5.4
                    RCPT TO:<>,                                  501 5.1.3
                    RCPT TO:<bob>,                               501 5.1.3
                    RCPT TO:<x@elsewhere@x.example>,             501 5.1.3
                    RCPT TO:<@relay:>,                           501 5.1.3
                    RCPT TO:<bob@x.example> FOO=BAR,             555 5.5.4
                    RCPT TO:<bob@x.example> NOTIFY=NEVERMORE,    501 5.5.4
                    BDAT,                                        501 5.5.4
                    BDAT x,                                      501 5.5.4
                    BDAT -1,                                     501 5.5.4
                    BDAT 1 FIRST,                                501 5.5.4
                    BDAT 1 LAST LAST,                            501 5.5.4
                    BDAT LAST,                                   501 5.5.4
                    """)
    void saysWhatIsWrong(String line, String reply) {
        Command.Malformed malformed = assertInstanceOf(Command.Malformed.class, parse(line));
        assertEquals(reply, malformed.reply().toString().substring(0, 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOOP\t",
                "NO\u0000OP",
                "MAIL FROM:<a@b>\nRCPT TO:<c@d>",
                "QUIT\r",
                "NOOP\u007f"
            })
    void aLineWithControlsIsNoCommand(String line) {
        assertEquals(new Command.Malformed(Replies.BAD_LINE), parse(line));
    }

    @Test
    void addressesMustBeUtf8() {
        assertEquals(
                new Command.Malformed(Replies.NOT_UTF8),
                CommandParser.parse("MAIL FROM:<b\u00ffb@x.example> SMTPUTF8"));
        assertEquals(
                new Command.Malformed(Replies.NOT_UTF8),
                CommandParser.parse("RCPT TO:<b\u00c3@x.example>"));
    }

    @Test
    void chunksAreCounted() {
        assertEquals(new Command.Chunk(0, true), parse("BDAT 0 LAST"));
        assertEquals(new Command.Chunk(86, false), parse("bdat 00000000000000000000086"));
        assertEquals(
                new Command.Chunk(999_999_999_999_999_999L, true),
                parse("BDAT 999999999999999999 last"));
        assertEquals(new Command.BoundlessChunk(), parse("BDAT 99999999999999999999"));
    }

    /** RFC 5321 section 4.5.3.1. */
    @Test
    void takesWhatTheStandardAsksFor() {
        String path =
                "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);
        assertInstanceOf(Command.Mail.class, parse("MAIL FROM:<" + path + ">"));
        assertInstanceOf(Command.Noop.class, parse("NOOP " + "x".repeat(512 - 7)));
    }

    /** Whatever comes, it is one command or another, and a reply that fits the wire. */
    @Test
    void anyLineIsSomeCommand() {
        Random random = new Random(2821);
        String[] pieces = {
            "MAIL FROM:",
            "RCPT TO:",
            "BDAT ",
            "EHLO ",
            "<",
            ">",
            "@",
            "bob",
            "x.example",
            " ",
            "\"",
            "\\",
            ":",
            ",",
            "SIZE=",
            "9",
            "BODY=8BITMIME",
            "SMTPUTF8",
            "LAST",
            "\u00c3\u00a9",
            "\u00ff",
            "[",
            "]",
            ".",
            "=",
            "-"
        };
        int understood = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder line = new StringBuilder(pieces[random.nextInt(4)]);
            for (int n = random.nextInt(9); n > 0; n--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            if (CommandParser.parse(line.toString()) instanceof Command.Malformed(var reply)) {
                assertTrue(reply.isError(), reply::toString);
            } else {
                understood++;
            }
        }
        assertTrue(understood > 1000, "the generator hits commands: " + understood);
    }
}
