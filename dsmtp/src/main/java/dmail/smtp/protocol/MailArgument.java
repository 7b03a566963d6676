package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;
import java.util.List;
import java.util.Locale;

/**
 * What follows MAIL: {@code FROM:<path> SIZE=n BODY=… SMTPUTF8 RET=… ENVID=…} (RFC 5321 section
 * 4.1.1.2).
 */
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
        return ParameterWord.all(words)
                .map(MailArgument::understood)
                .orElseGet(() -> new Wrong(Replies.BAD_PARAMETER));
    }

    private static Parsed understood(List<ParameterWord> words) {
        Parsed parsed = new Right(MailParameters.NONE);
        for (ParameterWord word : words) {
            if (parsed instanceof Right(var before)) {
                parsed = parameter(before, word);
            }
        }
        return parsed;
    }

    private static Parsed parameter(MailParameters before, ParameterWord word) {
        return switch (word.keyword()) {
            case "SIZE" -> size(before, word.text());
            case "BODY" -> body(before, word.text().toUpperCase(Locale.ROOT));
            case "SMTPUTF8" ->
                    word.value().isPresent()
                            ? new Wrong(Replies.BAD_PARAMETER)
                            : new Right(before.withUtf8());
            case "RET" -> ret(before, word.text().toUpperCase(Locale.ROOT));
            case "ENVID" ->
                    ReportValues.isEnvelopeId(word.text())
                            ? new Right(before.withEnvelopeId(word.text()))
                            : new Wrong(Replies.BAD_PARAMETER);
            default -> new Wrong(Replies.UNKNOWN_PARAMETER);
        };
    }

    private static Parsed ret(MailParameters before, String value) {
        return switch (value) {
            case "FULL" -> new Right(before.withRet(Ret.FULL));
            case "HDRS" -> new Right(before.withRet(Ret.HDRS));
            default -> new Wrong(Replies.BAD_PARAMETER);
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
