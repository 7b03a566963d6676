package dmail.smtp.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.protocol.EnhancedCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says to a person of each status of RFC 3463 section 3 and of those added since. */
final class StatusTextTest {
    /** Advice that several have in common goes by a short name here. */
    private static final Map<String, String> ADVICE =
            Map.of(
                    "check address",
                            "Check the address for typing errors, and send the message again.",
                    "other means",
                            "Reach the recipient by other means, or send the message again later.",
                    "other address", "Ask the recipient for another address.",
                    "their words",
                            "If the reason given is not clear to you, ask the recipient by other means.",
                    "ask us", "Ask the postmaster named at the end of this part.");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    code | in RFC 3463                     | why | advice
                    1.0  | other address status            | The address was not accepted. | check address
                    1.1  | bad mailbox                     | There is no such mailbox. | check address
                    1.2  | bad system                      | There is no such domain, or no mail can be sent to it. | Check the part of the address behind the @ sign, and send the message again.
                    1.3  | bad syntax                      | The address is not well formed. | check address
                    1.4  | ambiguous                       | The address can mean several mailboxes. | check address
                    1.5  | valid                           | The address was not accepted. | check address
                    1.6  | has moved                       | The recipient has moved and left no new address. | other address
                    1.7  | bad sender syntax               | The recipient's mail server does not accept your own address. | Check the sender's address that your mail program uses.
                    1.8  | bad sender system               | The recipient's mail server does not accept your own address. | Check the sender's address that your mail program uses.
                    1.9  | relayed to non-compliant mailer | The address was not accepted. | check address
                    1.10 | null MX (RFC 7505)              | The recipient's domain takes no mail at all. | other address
                    2.0  | other mailbox status            | The recipient's mailbox could not be used. | other means
                    2.1  | disabled                        | The mailbox takes no mail. | other means
                    2.2  | full                            | The recipient's mailbox is full. | other means
                    2.3  | message too long                | The message is larger than the recipient's mailbox takes. | Send it in smaller parts.
                    2.4  | list expansion                  | The mailing list could not be served. | Ask whoever runs the list.
                    3.0  | other system status             | The mail server had trouble with the message. | other means
                    3.1  | system full                     | The mail server has no room for the message. | other means
                    3.2  | not accepting messages          | The mail server had trouble with the message. | other means
                    3.3  | not capable of features         | The mail server had trouble with the message. | other means
                    3.4  | message too big                 | The message is larger than the mail server takes. | Send it in smaller parts.
                    3.5  | incorrectly configured          | The mail server had trouble with the message. | other means
                    4.0  | other network status            | The recipient's mail server could not be reached. | other means
                    4.1  | no answer from host             | The recipient's mail server does not answer. | other means
                    4.2  | bad connection                  | The connection to the recipient's mail server broke off. | other means
                    4.3  | directory server failure        | It could not be found out which mail server is the recipient's. | other means
                    4.4  | unable to route                 | No mail server was found for the recipient's domain. | check address
                    4.5  | congestion                      | The recipient's mail server could not be reached. | other means
                    4.6  | routing loop                    | The message runs in circles between mail servers. | ask us
                    4.7  | delivery time expired           | The message could not be delivered in all that time. | other means
                    5.0  | other protocol status           | The mail servers did not understand each other. | ask us
                    5.1  | invalid command                 | The mail servers did not understand each other. | ask us
                    5.2  | syntax error                    | The mail servers did not understand each other. | ask us
                    5.3  | too many recipients             | The mail servers did not understand each other. | ask us
                    5.4  | invalid arguments               | The mail servers did not understand each other. | ask us
                    5.5  | wrong version                   | The mail servers did not understand each other. | ask us
                    6.0  | other content status            | The mail server did not like what the message contains. | their words
                    6.1  | media not supported             | The mail server did not like what the message contains. | their words
                    6.2  | conversion prohibited           | The mail server did not like what the message contains. | their words
                    6.3  | conversion not supported        | The recipient's mail server takes plain ASCII text only, and the message could not be changed to that. | Send the message as plain text, or ask for another address.
                    6.4  | conversion with loss            | The mail server did not like what the message contains. | their words
                    6.5  | conversion failed               | The mail server did not like what the message contains. | their words
                    6.7  | non-ASCII address (RFC 6531)    | An address of the message has letters that the recipient's mail server does not know. | Send the message from and to addresses with ASCII letters only.
                    7.0  | other security status           | The rules of the mail server do not allow it. | their words
                    7.1  | not authorized                  | The rules of the mail server do not allow it. | their words
                    7.2  | list expansion prohibited       | The rules of the mail server do not allow it. | their words
                    7.3  | security conversion             | The rules of the mail server do not allow it. | their words
                    7.4  | features not supported          | The rules of the mail server do not allow it. | their words
                    7.5  | cryptographic failure           | The rules of the mail server do not allow it. | their words
                    7.6  | algorithm not supported         | The rules of the mail server do not allow it. | their words
                    7.7  | integrity failure               | The rules of the mail server do not allow it. | their words
                    7.10 | encryption needed (RFC 5248)    | The connection could not be encrypted as it must be. | other means
                    0.0  | undefined                       | The message was not taken. | their words
                    8.1  | a subject of later days         | The message was not taken. | their words
                    1.99 | a detail of later days          | The address was not accepted. | check address
                    """)
    void saysWhatAStatusMeansAndWhatToDo(String code, String meaning, String why, String advice) {
        for (String kind : List.of("4.", "5.")) {
            StatusText text = StatusText.of(EnhancedCode.parse(kind + code).orElseThrow());

            assertEquals(why, text.why(), meaning);
            assertEquals(ADVICE.getOrDefault(advice, advice), text.advice(), meaning);
        }
    }
}
