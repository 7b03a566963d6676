package dmail.smtp.sendmail;

import java.util.List;

/** What a command line asks for. */
sealed interface SendmailRequest {
    /**
     * Send the message on standard input.
     *
     * @param fromHeader whether the header's recipients are meant, too ({@code -t})
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
     * Have the server carry out a control command: list its queue, or try it now ({@code -bp},
     * {@code -q}).
     */
    record Control(List<String> words) implements SendmailRequest {
        public Control {
            words = List.copyOf(words);
        }
    }

    /** Rebuild the alias data base ({@code -bi}): there is none, dsmtp reads the text. */
    record Aliases() implements SendmailRequest {}

    /** The suite's version. */
    record ShowVersion() implements SendmailRequest {}

    /** Explain the command line. */
    record Help() implements SendmailRequest {}

    /** The command line is wrong. */
    record Wrong(String why) implements SendmailRequest {}
}
