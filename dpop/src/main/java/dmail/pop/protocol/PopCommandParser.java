package dmail.pop.protocol;

import dmail.common.authent.password.Password;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;

/** Parses command lines; any line gives a command, if only a {@link PopCommand.Malformed} one. */
public final class PopCommandParser {
    /** Longest line of any command but PASS: 255 octets with CRLF (RFC 2449 section 4). */
    public static final int LONGEST_LINE = 253;

    /**
     * Longest line of a command at all, that of PASS or AUTH, without CRLF: passphrases and tokens
     * are long.
     */
    public static final int LONGEST_PASS_LINE = 1022;

    private PopCommandParser() {}

    /**
     * {@return the command of a line}
     *
     * @param line without its end, one character an octet (ISO 8859-1)
     */
    public static PopCommand parse(String line) {
        int space = line.indexOf(' ');
        String verb = upperCase(space < 0 ? line : line.substring(0, space));
        if (verb.equals("PASS")) {
            return pass(line, space);
        }
        if (line.length() > LONGEST_LINE && !verb.equals("AUTH")) {
            return tooLong();
        }
        String argument = space < 0 ? "" : trimmed(line.substring(space + 1));
        return parse(verb, argument);
    }

    /** {@return the reply to a line that is too long} */
    public static PopCommand tooLong() {
        return malformed("command line too long");
    }

    private static PopCommand parse(String verb, String argument) {
        return switch (verb) {
            case "USER" -> user(argument);
            case "APOP" -> apop(argument);
            case "AUTH" -> auth(argument);
            case "STLS" -> bare(argument, new PopCommand.Stls());
            case "QUIT" -> bare(argument, new PopCommand.Quit());
            case "STAT" -> bare(argument, new PopCommand.Stat());
            case "NOOP" -> bare(argument, new PopCommand.Noop());
            case "RSET" -> bare(argument, new PopCommand.Rset());
            case "CAPA" -> bare(argument, new PopCommand.Capa());
            case "UTF8" -> bare(argument, new PopCommand.Utf8());
            case "LIST" -> list(argument);
            case "UIDL" -> uidl(argument);
            case "RETR" -> numbered("RETR", argument, PopCommand.Retr::new);
            case "DELE" -> numbered("DELE", argument, PopCommand.Dele::new);
            case "TOP" -> top(argument);
            default -> malformed("unknown command");
        };
    }

    private static PopCommand pass(String line, int space) {
        if (space < 0) {
            return malformed("PASS needs a password");
        }
        byte[] octets = line.substring(space + 1).getBytes(StandardCharsets.ISO_8859_1);
        return new PopCommand.Pass(new Password(octets));
    }

    private static PopCommand user(String argument) {
        return argument.isEmpty()
                ? malformed("USER needs a name")
                : new PopCommand.User(decoded(argument));
    }

    private static PopCommand apop(String argument) {
        int space = argument.lastIndexOf(' ');
        return space < 0
                ? malformed("APOP needs a name and a digest")
                : new PopCommand.Apop(
                        decoded(trimmed(argument.substring(0, space))),
                        argument.substring(space + 1));
    }

    private static PopCommand auth(String argument) {
        if (argument.isEmpty()) {
            return new PopCommand.AuthList();
        }
        int space = argument.indexOf(' ');
        return space < 0
                ? new PopCommand.Auth(argument, Optional.empty())
                : new PopCommand.Auth(
                        argument.substring(0, space),
                        Optional.of(trimmed(argument.substring(space + 1))));
    }

    /** Names are UTF-8 (RFC 6856 section 2.2); octets that are not stay what they are. */
    private static String decoded(String octets) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            return octets;
        }
    }

    private static PopCommand bare(String argument, PopCommand command) {
        return argument.isEmpty() ? command : malformed("this command takes no argument");
    }

    private static PopCommand list(String argument) {
        return argument.isEmpty()
                ? new PopCommand.ListAll()
                : numbered("LIST", argument, PopCommand.ListOne::new);
    }

    private static PopCommand uidl(String argument) {
        return argument.isEmpty()
                ? new PopCommand.UidlAll()
                : numbered("UIDL", argument, PopCommand.UidlOne::new);
    }

    private static PopCommand numbered(
            String verb, String argument, IntFunction<PopCommand> command) {
        Optional<Integer> number = number(argument);
        return number.isPresent()
                ? command.apply(number.get())
                : malformed(verb + " needs a message number");
    }

    private static PopCommand top(String argument) {
        int space = argument.indexOf(' ');
        if (space > 0) {
            Optional<Integer> number = number(argument.substring(0, space));
            Optional<Integer> lines = number(trimmed(argument.substring(space + 1)));
            if (number.isPresent() && lines.isPresent()) {
                return new PopCommand.Top(number.get(), lines.get());
            }
        }
        return malformed("TOP needs a message number and a number of lines");
    }

    /** Digits only, no sign; a number too large for us is the largest we have. */
    private static Optional<Integer> number(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            value = Math.min(Integer.MAX_VALUE, value * 10 + (c - '0'));
        }
        return digits.isEmpty() ? Optional.empty() : Optional.of((int) value);
    }

    /** ASCII only: with String's own rules a sharp s would become the SS of PASS. */
    private static String upperCase(String verb) {
        StringBuilder upper = new StringBuilder(verb.length());
        for (int i = 0; i < verb.length(); i++) {
            char c = verb.charAt(i);
            upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
        return upper.toString();
    }

    /** Without spaces at both ends; String.trim would take control characters, too. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(start, end);
    }

    private static PopCommand malformed(String text) {
        return new PopCommand.Malformed(PopReply.error(text));
    }
}
