package dmail.smtp.message;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.protocol.Notify;
import dmail.smtp.protocol.Xtext;
import java.util.Optional;

/**
 * A recipient in one line, as the journal and the queue files store it: the address in angle
 * brackets, then words {@code NAME=value}, each value in xtext and without angle brackets.
 */
public final class RecipientForm {
    private static final String NOTIFY = "NOTIFY";
    private static final String ORIGINAL = "ORCPT";
    private static final String ADDRESS = "ADDRESS";
    private static final String NEXT = "NEXT";
    private static final String PROGRAM = "PROGRAM";
    private static final String USER = "USER";
    private static final String FILE = "FILE";
    private static final String BINDING = "BINDING";
    private static final String GROUP = "GROUP";
    private static final String RULE = "RULE";

    private RecipientForm() {}

    /** {@return the line} */
    public static String write(Recipient recipient) {
        StringBuilder line = new StringBuilder("<").append(recipient.address()).append('>');
        switch (recipient.target()) {
            case Target.Given() -> {}
            case Target.Address(EmailAddress address) -> word(line, ADDRESS, address.toString());
            case Target.Through(EmailAddress address, Domain domain) -> {
                word(line, ADDRESS, address.toString());
                word(line, NEXT, domain.name());
            }
            case Target.Program(String command, String user) -> {
                word(line, PROGRAM, command);
                word(line, USER, user);
            }
            case Target.MailFile(String path) -> word(line, FILE, path);
        }
        if (recipient.notifyOn().given()) {
            word(line, NOTIFY, recipient.notifyOn().toString());
        }
        if (!recipient.original().isEmpty()) {
            word(line, ORIGINAL, recipient.original());
        }
        if (!recipient.choice().equals(BindingChoice.DEFAULT)) {
            choice(line, recipient.choice());
        }
        return line.toString();
    }

    private static void choice(StringBuilder line, BindingChoice choice) {
        word(line, BINDING, choice.binding());
        if (!choice.group().isEmpty()) {
            word(line, GROUP, choice.group());
        }
        word(line, RULE, choice.rule());
    }

    private static void word(StringBuilder line, String name, String value) {
        String encoded = Xtext.encode(value).replace("<", "+3C").replace(">", "+3E");
        line.append(' ').append(name).append('=').append(encoded);
    }

    /** {@return the recipient, or empty when the line is damaged} */
    public static Optional<Recipient> read(String line) {
        int end = line.lastIndexOf('>');
        if (!line.startsWith("<") || end < 0) {
            return Optional.empty();
        }
        Optional<Recipient> recipient =
                EmailAddress.parse(line.substring(1, end)).map(Recipient::of);
        String words = line.substring(end + 1).strip();
        if (words.isEmpty()) {
            return recipient;
        }
        for (String word : words.split(" ", -1)) {
            recipient = recipient.flatMap(before -> plus(before, word));
        }
        return recipient;
    }

    private static Optional<Recipient> plus(Recipient before, String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            return Optional.empty();
        }
        return Xtext.decode(word.substring(equals + 1))
                .flatMap(value -> plus(before, word.substring(0, equals), value));
    }

    private static Optional<Recipient> plus(Recipient before, String name, String value) {
        return switch (name) {
            case NOTIFY ->
                    Notify.parse(value).map(notify -> before.withNotify(notify, before.original()));
            case ORIGINAL -> Optional.of(before.withNotify(before.notifyOn(), value));
            case ADDRESS ->
                    EmailAddress.parse(value).map(found -> before.at(new Target.Address(found)));
            case NEXT -> withNext(before, value);
            case PROGRAM -> Optional.of(before.at(new Target.Program(value, "")));
            case USER -> withUser(before, value);
            case FILE -> Optional.of(before.at(new Target.MailFile(value)));
            case BINDING, GROUP, RULE -> withChoice(before, name, value);
            default -> Optional.empty();
        };
    }

    private static Optional<Recipient> withChoice(Recipient before, String name, String value) {
        BindingChoice choice = before.choice();
        try {
            return Optional.of(
                    before.by(
                            new BindingChoice(
                                    name.equals(BINDING) ? value : choice.binding(),
                                    name.equals(GROUP) ? value : choice.group(),
                                    name.equals(RULE) ? value : choice.rule())));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static Optional<Recipient> withNext(Recipient before, String domain) {
        return before.target() instanceof Target.Address(EmailAddress address)
                ? Domain.parse(domain).map(next -> before.at(new Target.Through(address, next)))
                : Optional.empty();
    }

    private static Optional<Recipient> withUser(Recipient before, String user) {
        return before.target() instanceof Target.Program(String command, _)
                ? Optional.of(before.at(new Target.Program(command, user)))
                : Optional.empty();
    }
}
