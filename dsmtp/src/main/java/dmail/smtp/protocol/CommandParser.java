package dmail.smtp.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses a command line (RFC 5321 section 4.1); any line gives a command. The line comes without
 * its CRLF, one character an octet.
 */
public final class CommandParser {
    /**
     * Octets of a command line, as limited by this server; RFC 5321 asks for 512 and extensions.
     */
    public static final int LONGEST_LINE = 2048;

    private static final int LONGEST_NAME = 255;
    private static final int MOST_DIGITS = 18;
    private static final Set<String> WEB_METHODS =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "TRACE", "PATCH");

    private CommandParser() {}

    /** {@return the command} */
    public static Command parse(String line) {
        if (hasControl(line)) {
            return new Command.Malformed(Replies.BAD_LINE);
        }
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : line.substring(blank + 1).strip();
        return dispatch(verb.toUpperCase(Locale.ROOT), argument);
    }

    /** A bare CR or LF counts: it ends no line here (section 2.3.8). */
    private static boolean hasControl(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < 0x20 || c == 0x7f) {
                return true;
            }
        }
        return false;
    }

    private static Command dispatch(String verb, String argument) {
        return switch (verb) {
            case "EHLO" -> named(argument, new Command.ExtendedHello(argument));
            case "HELO" -> named(argument, new Command.Hello(argument));
            case "STARTTLS" -> alone(argument, new Command.StartTls());
            case "AUTH" -> authenticate(argument);
            case "MAIL" -> MailArgument.parse(argument);
            case "RCPT" -> RecipientArgument.parse(argument);
            case "DATA" -> alone(argument, new Command.Data());
            case "BDAT" -> chunk(argument);
            case "RSET" -> alone(argument, new Command.Reset());
            case "ETRN" -> startQueue(argument);
            case "NOOP" -> new Command.Noop();
            case "VRFY" -> verify(argument);
            case "EXPN" -> new Command.Expand();
            case "HELP" -> new Command.Help();
            case "QUIT" -> alone(argument, new Command.Quit());
            default -> unknown(verb);
        };
    }

    private static Command named(String name, Command hello) {
        boolean good = !name.isEmpty() && name.length() <= LONGEST_NAME;
        return good ? hello : new Command.Malformed(Replies.NAME_REQUIRED);
    }

    private static Command authenticate(String argument) {
        int blank = argument.indexOf(' ');
        if (argument.isEmpty()) {
            return new Command.Malformed(Replies.AUTH_SYNTAX);
        }
        return blank < 0
                ? new Command.Authenticate(argument, Optional.empty())
                : new Command.Authenticate(
                        argument.substring(0, blank),
                        Optional.of(argument.substring(blank + 1).strip()));
    }

    private static Command startQueue(String argument) {
        return EtrnNode.parse(argument)
                .<Command>map(Command.StartQueue::new)
                .orElseGet(() -> new Command.Malformed(Replies.NODE_REQUIRED));
    }

    private static Command alone(String argument, Command command) {
        return argument.isEmpty() ? command : new Command.Malformed(Replies.NO_ARGUMENT_ALLOWED);
    }

    private static Command verify(String argument) {
        return argument.isEmpty()
                ? new Command.Malformed(Replies.VERIFY_SYNTAX)
                : new Command.Verify();
    }

    private static Command unknown(String verb) {
        return WEB_METHODS.contains(verb)
                ? new Command.WebRequest()
                : new Command.Malformed(Replies.UNKNOWN_COMMAND);
    }

    /** RFC 3030 section 2. */
    private static Command chunk(String argument) {
        int blank = argument.indexOf(' ');
        String number = blank < 0 ? argument : argument.substring(0, blank);
        String rest = blank < 0 ? "" : argument.substring(blank + 1).strip();
        boolean last = rest.equalsIgnoreCase("LAST");
        if (!Digits.areAll(number) || (!last && !rest.isEmpty())) {
            return new Command.Malformed(Replies.CHUNK_SYNTAX);
        }
        return Digits.significant(number) > MOST_DIGITS
                ? new Command.BoundlessChunk()
                : new Command.Chunk(Long.parseLong(number), last);
    }
}
