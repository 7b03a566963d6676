package dmail.smtp.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps of a look-up, in order; not thread-safe. */
final class LookupTrace {
    private final List<DnsView.Step> steps = new ArrayList<>();

    /** Adds a step without a record. */
    void note(String label, String value) {
        steps.add(new DnsView.Step(label, value, ""));
    }

    /** Adds an answer. */
    void asked(Question question, SourcedAnswer answer) {
        steps.add(new DnsView.Step(question.toString(), text(answer.answer()), answer.by()));
    }

    /** Adds values with a source other than DNS. */
    void known(String label, List<?> values, String by) {
        steps.add(new DnsView.Step(label, joined(values), by));
    }

    private static String text(Answer answer) {
        return switch (answer) {
            case Answer.Found(var data, _) -> joined(data);
            case Answer.Nothing _ -> "no such record";
            case Answer.NoSuchName _ -> "no such domain";
            case Answer.Failed(String why) -> "not known: " + why;
        };
    }

    private static String joined(List<?> values) {
        return values.stream().map(LookupTrace::text).collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        return value instanceof InetAddress address ? address.getHostAddress() : value.toString();
    }

    List<DnsView.Step> steps() {
        return List.copyOf(steps);
    }
}
