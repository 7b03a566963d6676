package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;
import java.util.List;
import java.util.Optional;

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
        Optional<List<ParameterWord>> words = ParameterWord.all(path.parameters());
        if (words.isEmpty()) {
            return new Command.Malformed(Replies.BAD_PARAMETER);
        }
        return switch (parameters(words.get())) {
            case Wrong(var reply) -> new Command.Malformed(reply);
            case Right(var parameters) -> recipient(path, parameters);
        };
    }

    private sealed interface Parsed {}

    private record Right(RecipientParameters parameters) implements Parsed {}

    private record Wrong(Reply reply) implements Parsed {}

    private static Parsed parameters(List<ParameterWord> words) {
        Parsed parsed = new Right(RecipientParameters.NONE);
        for (ParameterWord word : words) {
            if (parsed instanceof Right(var before)) {
                parsed = parameter(before, word);
            }
        }
        return parsed;
    }

    private static Parsed parameter(RecipientParameters before, ParameterWord word) {
        return switch (word.keyword()) {
            case "NOTIFY" ->
                    Notify.parse(word.text())
                            .<Parsed>map(notify ->
                                    new Right(new RecipientParameters(notify, before.original())))
                            .orElse(new Wrong(Replies.BAD_PARAMETER));
            case "ORCPT" ->
                    ReportValues.isOriginal(word.text())
                            ? new Right(new RecipientParameters(before.wish(), word.text()))
                            : new Wrong(Replies.BAD_PARAMETER);
            default -> new Wrong(Replies.UNKNOWN_PARAMETER);
        };
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
                ? new ForwardPath.SourceRouted()
                : new ForwardPath.Mailbox(address, path.isAscii() && parameters.isAscii());
    }
}
