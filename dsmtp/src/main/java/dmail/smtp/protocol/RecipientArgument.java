package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;

/** What follows RCPT: {@code TO:<path>} (RFC 5321 section 4.1.1.3). */
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
        if (!path.parameters().isEmpty()) {
            return new Command.Malformed(Replies.UNKNOWN_PARAMETER);
        }
        if (path.text().equalsIgnoreCase("postmaster")) {
            return new Command.Recipient(new ForwardPath.Postmaster());
        }
        return EmailAddress.parse(path.withoutRoute())
                .map(address -> recipient(path, address))
                .orElseGet(() -> new Command.Malformed(Replies.BAD_RECIPIENT));
    }

    private static Command recipient(PathText.Path path, EmailAddress address) {
        return new Command.Recipient(
                path.isRouted()
                        ? new ForwardPath.SourceRouted()
                        : new ForwardPath.Mailbox(address, path.isAscii()));
    }
}
