package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;
import java.util.Locale;

/**
 * What follows MAIL: {@code FROM:<path> SIZE=n BODY=… SMTPUTF8 RET=… ENVID=… AUTH=…} (RFC 5321
 * section 4.1.1.2).
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
        var understood =
                ParameterResult.of(path.parameters(), MailParameters.NONE, MailArgument::parameter);
        return switch (understood) {
            case ParameterResult.Wrong<MailParameters>(var reply) -> new Command.Malformed(reply);
            case ParameterResult.Right<MailParameters>(var parameters)
                    when !path.isAscii() && !parameters.utf8() ->
                    new Command.Malformed(Replies.NEEDS_SMTPUTF8);
            case ParameterResult.Right<MailParameters>(var parameters) ->
                    new Command.Mail(sender, parameters);
        };
    }

    private static ParameterResult<MailParameters> right(MailParameters parameters) {
        return new ParameterResult.Right<>(parameters);
    }

    private static ParameterResult<MailParameters> wrong(Reply reply) {
        return new ParameterResult.Wrong<>(reply);
    }

    private static ParameterResult<MailParameters> parameter(
            MailParameters before, ParameterWord word) {
        return switch (word.keyword()) {
            case "SIZE" -> size(before, word.text());
            case "BODY" -> body(before, word.text().toUpperCase(Locale.ROOT));
            case "SMTPUTF8" ->
                    word.value().isPresent()
                            ? wrong(Replies.BAD_PARAMETER)
                            : right(before.withUtf8());
            case "AUTH" ->
                    // RFC 4954 section 5: the server need not trust the value of AUTH=, and this
                    // one ignores it.
                    word.text().equals("<>") || Xtext.decode(word.text()).isPresent()
                            ? right(before)
                            : wrong(Replies.BAD_PARAMETER);
            case "RET" -> ret(before, word.text().toUpperCase(Locale.ROOT));
            case "ENVID" ->
                    ReportValues.isEnvelopeId(word.text())
                            ? right(before.withEnvelopeId(word.text()))
                            : wrong(Replies.BAD_PARAMETER);
            default -> wrong(Replies.UNKNOWN_PARAMETER);
        };
    }

    private static ParameterResult<MailParameters> ret(MailParameters before, String value) {
        return switch (value) {
            case "FULL" -> right(before.withRet(Ret.FULL));
            case "HDRS" -> right(before.withRet(Ret.HDRS));
            default -> wrong(Replies.BAD_PARAMETER);
        };
    }

    private static ParameterResult<MailParameters> size(MailParameters before, String value) {
        if (!Digits.areAll(value) || value.length() > MOST_SIZE_DIGITS) {
            return wrong(Replies.BAD_PARAMETER);
        }
        boolean countable = Digits.significant(value) <= MOST_LONG_DIGITS;
        return right(before.withSize(countable ? Long.parseLong(value) : Long.MAX_VALUE));
    }

    private static ParameterResult<MailParameters> body(MailParameters before, String value) {
        return switch (value) {
            case "7BIT" -> right(before.withEightBit(false));
            case "8BITMIME" -> right(before.withEightBit(true));
            default -> wrong(Replies.BAD_PARAMETER);
        };
    }
}
