package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What follows MAIL: {@code FROM:<path> SIZE=n BODY=… SMTPUTF8} (RFC 5321 section 4.1.1.2). */
final class MailArgument {
    private static final String FROM = "FROM:";

    /** RFC 1870 section 3: up to twenty digits. */
    private static final int MOST_SIZE_DIGITS = 20;

    private static final int MOST_LONG_DIGITS = 18;

    private MailArgument() {}

    static Command parse(String argument) {
        return switch (PathText.parse(argument, FROM)) {
            case PathText.NotUtf8() -> new Command.Malformed(Replies.NOT_UTF8);
            case PathText.Bad() -> new Command.Malformed(Replies.MAIL_SYNTAX);
            case PathText.Path path -> sender(path);
        };
    }

    private static Command sender(PathText.Path path) {
        if (path.isEmpty()) {
            return mail(new SenderPath.Null(), path);
        }
        return EmailAddress.parse(path.withoutRoute())
                .map(address -> mail(new SenderPath.Sender(address), path))
                .orElseGet(() -> new Command.Malformed(Replies.BAD_SENDER));
    }

    private static Command mail(SenderPath sender, PathText.Path path) {
        return switch (parameters(path.parameters())) {
            case Wrong(var reply) -> new Command.Malformed(reply);
            case Right(var parameters) when !path.isAscii() && !parameters.utf8() ->
                    new Command.Malformed(Replies.NEEDS_SMTPUTF8);
            case Right(var parameters) -> new Command.Mail(sender, parameters);
        };
    }

    private sealed interface Parsed {}

    private record Right(MailParameters parameters) implements Parsed {}

    private record Wrong(Reply reply) implements Parsed {}

    private static Parsed parameters(List<String> words) {
        Parsed parsed = new Right(MailParameters.NONE);
        Set<String> seen = new HashSet<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String keyword =
                    (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (!seen.add(keyword)) {
                return new Wrong(Replies.BAD_PARAMETER);
            }
            if (parsed instanceof Right(var before)) {
                parsed = parameter(before, keyword, value, equals >= 0);
            }
        }
        return parsed;
    }

    private static Parsed parameter(
            MailParameters before, String keyword, String value, boolean hasValue) {
        return switch (keyword) {
            case "SIZE" -> size(before, value);
            case "BODY" -> body(before, value.toUpperCase(Locale.ROOT));
            case "SMTPUTF8" ->
                    hasValue ? new Wrong(Replies.BAD_PARAMETER) : new Right(before.withUtf8());
            default -> new Wrong(Replies.UNKNOWN_PARAMETER);
        };
    }

    private static Parsed size(MailParameters before, String value) {
        if (!Digits.areAll(value) || value.length() > MOST_SIZE_DIGITS) {
            return new Wrong(Replies.BAD_PARAMETER);
        }
        boolean countable = Digits.significant(value) <= MOST_LONG_DIGITS;
        return new Right(before.withSize(countable ? Long.parseLong(value) : Long.MAX_VALUE));
    }

    private static Parsed body(MailParameters before, String value) {
        return switch (value) {
            case "7BIT" -> new Right(before.withEightBit(false));
            case "8BITMIME" -> new Right(before.withEightBit(true));
            default -> new Wrong(Replies.BAD_PARAMETER);
        };
    }
}
