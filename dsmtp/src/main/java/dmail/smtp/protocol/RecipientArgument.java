package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;

/** What follows RCPT: {@code TO:<path> NOTIFY=… ORCPT=…} (RFC 5321 section 4.1.1.3). */
final class RecipientArgument {
    private static final String TO = "TO:";

    private RecipientArgument() {}

    static Command parse(String argument) {
        return switch (PathText.parse(argument, TO)) {
            case PathText.NotUtf8() -> new Command.Malformed(Replies.NOT_UTF8);
            case PathText.Bad() -> new Command.Malformed(Replies.RECIPIENT_SYNTAX);
            case PathText.Path path -> recipient(path);
        };
    }

    private static Command recipient(PathText.Path path) {
        var understood =
                ParameterResult.of(
                        path.parameters(), RecipientParameters.NONE, RecipientArgument::parameter);
        return switch (understood) {
            case ParameterResult.Wrong<RecipientParameters>(var reply) ->
                    new Command.Malformed(reply);
            case ParameterResult.Right<RecipientParameters>(var parameters) ->
                    recipient(path, parameters);
        };
    }

    private static ParameterResult<RecipientParameters> parameter(
            RecipientParameters before, ParameterWord word) {
        return switch (word.keyword()) {
            case "NOTIFY" ->
                    Notify.parse(word.text())
                            .map(notify ->
                                    right(new RecipientParameters(notify, before.original())))
                            .orElse(new ParameterResult.Wrong<>(Replies.BAD_PARAMETER));
            case "ORCPT" ->
                    ReportValues.isOriginal(word.text())
                            ? right(new RecipientParameters(before.notifyOn(), word.text()))
                            : new ParameterResult.Wrong<>(Replies.BAD_PARAMETER);
            default -> new ParameterResult.Wrong<>(Replies.UNKNOWN_PARAMETER);
        };
    }

    private static ParameterResult<RecipientParameters> right(RecipientParameters parameters) {
        return new ParameterResult.Right<>(parameters);
    }

    private static Command recipient(PathText.Path path, RecipientParameters parameters) {
        if (path.text().equalsIgnoreCase("postmaster")) {
            return parameters.isAscii()
                    ? new Command.Recipient(new ForwardPath.Postmaster(), parameters)
                    : new Command.Malformed(Replies.BAD_PARAMETER);
        }
        return EmailAddress.parse(path.withoutRoute())
                .map(address -> forwardPath(path, address, parameters))
                .<Command>map(forward -> new Command.Recipient(forward, parameters))
                .orElseGet(() -> new Command.Malformed(Replies.BAD_RECIPIENT));
    }

    private static ForwardPath forwardPath(
            PathText.Path path, EmailAddress address, RecipientParameters parameters) {
        return path.isRouted()
                ? new ForwardPath.SourceRouted(address)
                : new ForwardPath.Mailbox(address, path.isAscii() && parameters.isAscii());
    }
}
