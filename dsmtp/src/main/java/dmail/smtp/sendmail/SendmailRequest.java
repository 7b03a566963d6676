package dmail.smtp.sendmail;

import java.util.List;

/** The request of a command line. */
sealed interface SendmailRequest {
    /**
     * Submit the message on standard input.
     *
     * @param fromHeader whether its header's recipients are added ({@code -t})
     */
    record Send(List<String> recipients, boolean fromHeader) implements SendmailRequest {
        public Send {
            recipients = List.copyOf(recipients);
        }
    }

    /** Speak SMTP on standard input and output ({@code -bs}). */
    record Talk() implements SendmailRequest {}

    /** Say whether mail for these would be taken ({@code -bv}). */
    record Verify(List<String> recipients) implements SendmailRequest {
        public Verify {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * Send a control command to the server: list its queue, or flush it ({@code -bp}, {@code -q}).
     */
    record Control(List<String> words) implements SendmailRequest {
        public Control {
            words = List.copyOf(words);
        }
    }

    /** Rebuild the alias data base ({@code -bi}): nothing to do, dsmtp reads the text file. */
    record Aliases() implements SendmailRequest {}

    /** The suite's version. */
    record ShowVersion() implements SendmailRequest {}

    /** Explain the command line. */
    record Help() implements SendmailRequest {}

    /** The command line is wrong. */
    record Wrong(String why) implements SendmailRequest {}
}
