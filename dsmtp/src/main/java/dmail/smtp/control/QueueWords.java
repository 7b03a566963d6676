package dmail.smtp.control;

import dmail.common.address.IpLiteral;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.Reception;

/** What people are told of a queued message beside what is said of all mail. */
public enum QueueWords {
    /** Nothing, since all mail leaves alike. */
    NO_BINDINGS,
    /** How it came in and by which binding it leaves, in the words of the log. */
    BINDINGS;

    /** {@return a line, or nothing} */
    String ofReception(Reception reception) {
        String known =
                word("listener", reception.listener())
                        + word("reached", reception.reached().map(IpLiteral::text).orElse(""))
                        + word("login", reception.login());
        return known.isEmpty() ? "" : "    " + known.strip() + "\n";
    }

    /** {@return what stands before the attempts of a recipient; nothing while it is undecided} */
    String ofChoice(BindingChoice choice) {
        return choice.isDecided()
                ? word("binding", choice.binding()) + word("rule", choice.rule())
                : "";
    }

    private String word(String name, String value) {
        return switch (this) {
            case NO_BINDINGS -> "";
            case BINDINGS -> value.isEmpty() ? "" : name + " " + quoted(value) + "  ";
        };
    }

    /** As in the log. */
    private static String quoted(String value) {
        return value.indexOf(' ') < 0 ? value : '"' + value + '"';
    }
}
