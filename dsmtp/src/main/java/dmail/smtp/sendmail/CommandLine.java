package dmail.smtp.sendmail;

import dmail.smtp.protocol.ReportValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parses a command line in sendmail's syntax: letters after a hyphen, values in the same word or
 * the next, and many old options that are ignored silently.
 *
 * @param wanted the request
 * @param options its options
 */
record CommandLine(SendmailRequest wanted, Options options) {
    /** Options whose value is in the same word or the next. */
    private static final String WITH_VALUE = "BCFNORVXLfhpr";

    /** Letters without a value that are ignored. */
    private static final String WITHOUT_EFFECT = "GUmnvxs";

    private static final Set<String> NOTIFY = Set.of("NEVER", "SUCCESS", "FAILURE", "DELAY");
    private static final Set<String> RET = Set.of("FULL", "HDRS");

    /** A command line as it is parsed. */
    private static final class Reading {
        private final List<String> words;
        private final List<String> recipients = new ArrayList<>();
        private final List<String> queue = new ArrayList<>();
        private Options options = Options.NONE;
        private String wrong = "";
        private char mode = 'm';
        private boolean fromHeader;
        private int at;

        Reading(List<String> words) {
            this.words = words;
        }

        CommandLine read() {
            boolean optionsOver = false;
            while (at < words.size()) {
                String word = words.get(at++);
                if (optionsOver || word.length() < 2 || word.charAt(0) != '-') {
                    recipients.add(word);
                } else if (word.equals("--")) {
                    optionsOver = true;
                } else if (word.equals("--help")) {
                    mode = '?';
                } else if (word.equals("--version")) {
                    mode = '#';
                } else {
                    option(word.charAt(1), word.substring(2));
                }
            }
            return new CommandLine(
                    wrong.isEmpty() ? wanted() : new SendmailRequest.Wrong(wrong), options);
        }

        private void option(char letter, String rest) {
            if (WITH_VALUE.indexOf(letter) >= 0) {
                withValue(letter, rest);
                return;
            }
            switch (letter) {
                case 'b' -> mode = rest.isEmpty() ? 'm' : rest.charAt(0);
                case 't' -> fromHeader = true;
                case 'i' -> options = options.dotIsText();
                case 'q' -> queue(rest);
                // -oi and -oIgnoreDots are -i; sendmail's other settings are ignored.
                case 'o' -> options = rest.equals("i") ? options.dotIsText() : options;
                case 'd', 'e', 'A', 'E', 'D', 'M', 'T', 'Q' -> {}
                default -> plain(letter, rest);
            }
        }

        /** Letters without values may be combined: {@code -tiv}. */
        private void plain(char letter, String rest) {
            if (WITHOUT_EFFECT.indexOf(letter) < 0) {
                refuse("-" + letter + " is not an option");
            } else if (!rest.isEmpty()) {
                option(rest.charAt(0), rest.substring(1));
            }
        }

        private void withValue(char letter, String rest) {
            if (rest.isEmpty() && at == words.size()) {
                refuse("-" + letter + " needs a value");
                return;
            }
            String value = rest.isEmpty() ? words.get(at++) : rest;
            options =
                    switch (letter) {
                        case 'C' -> options.file(value);
                        case 'f', 'r' -> options.sender(value);
                        case 'F' -> options.fullName(value);
                        case 'N' -> options.reportOn(events(value));
                        case 'R' -> options.ret(part(value));
                        case 'V' -> options.envelopeId(envelopeId(value));
                        case 'O' ->
                                value.toLowerCase(Locale.ROOT).startsWith("ignoredots")
                                        ? options.dotIsText()
                                        : options;
                        default -> options;
                    };
        }

        private String events(String value) {
            String events = value.toUpperCase(Locale.ROOT);
            List<String> given = List.of(events.split(",", -1));
            if (!NOTIFY.containsAll(given) || (given.contains("NEVER") && given.size() > 1)) {
                refuse("-N takes never, or some of success,failure,delay");
            }
            return events;
        }

        private String part(String value) {
            String part = value.toUpperCase(Locale.ROOT);
            if (!RET.contains(part)) {
                refuse("-R takes full or hdrs");
            }
            return part;
        }

        /**
         * It goes into a command as it is: a blank or a line end in it would begin something else.
         */
        private String envelopeId(String value) {
            if (!value.isEmpty() && !ReportValues.isEnvelopeId(value)) {
                refuse("-V takes an envelope id in xtext (RFC 3461)");
            }
            return value;
        }

        /**
         * {@code -q} flushes the queue; {@code -qItext}, {@code -qRtext}, {@code -qStext} some of
         * it.
         */
        private void queue(String rest) {
            if (rest.isEmpty()) {
                queue.add("tryall");
            } else if ("IRS".indexOf(rest.charAt(0)) >= 0 && rest.length() > 1) {
                queue.addAll(List.of("try", rest.substring(1)));
            } else {
                refuse("-q" + rest + " is not served: dsmtp tries its queue by itself");
            }
        }

        private void refuse(String why) {
            if (wrong.isEmpty()) {
                wrong = why;
            }
        }

        private SendmailRequest wanted() {
            if (!queue.isEmpty() && mode == 'm' && recipients.isEmpty()) {
                return new SendmailRequest.Control(queue);
            }
            return switch (mode) {
                case 'm', 'a' -> send();
                case 's' -> new SendmailRequest.Talk();
                case 'p' -> new SendmailRequest.Control(List.of("queue"));
                case 'i' -> new SendmailRequest.Aliases();
                case '?' -> new SendmailRequest.Help();
                case '#' -> new SendmailRequest.ShowVersion();
                case 'v' ->
                        recipients.isEmpty()
                                ? new SendmailRequest.Wrong("-bv needs an address")
                                : new SendmailRequest.Verify(recipients);
                case 'd', 'D' ->
                        new SendmailRequest.Wrong(
                                "the server is a program of its own: start dsmtp");
                default -> new SendmailRequest.Wrong("-b" + mode + " is not served");
            };
        }

        private SendmailRequest send() {
            return recipients.isEmpty() && !fromHeader
                    ? new SendmailRequest.Wrong(
                            "no recipients are given; -t takes those of the header")
                    : new SendmailRequest.Send(recipients, fromHeader);
        }
    }

    static CommandLine read(List<String> words) {
        return new Reading(words).read();
    }

    /** {@return what {@code --help} prints} */
    static String help() {
        return """
        usage: sendmail [-t] [-i] [-f sender] [-F name] [recipient ...]
        Submits the message on standard input to dsmtp.

          -t         take recipients from To, Cc and Bcc as well
          -i, -oi    a line with nothing but a dot is text, not the end
          -f sender  the envelope sender; <> for the null sender
          -F name    the full name for the From header
          -N events  when to notify: never, or some of success,failure,delay
          -R part    what a notification returns: full or hdrs
          -V id      the envelope id for notifications
          -C file    the configuration, instead of /etc/dmail.conf

          -bs        speak SMTP on standard input and output
          -bv        tell for each recipient whether dsmtp accepts it
          -bp        list the queue
          -q         flush the queue
          --version  print the version
          --help     print this text

        See sendmail(8).
        """;
    }
}
