package dmail.smtp.control;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code why} says of one destination of a recipient.
 *
 * @param to the address elsewhere that it leads to; empty when the mail stays here
 * @param fields by their names, in the order in which they are shown; empty ones are not
 * @param options that hold for it
 * @param note a line for people; empty for none
 */
record WhyAnswer(String to, Map<String, Object> fields, List<OptionText> options, String note) {
    /** The names of what a program may rely on. */
    private static final List<String> TEXTS = List.of("rule", "binding", "group", "source", "ehlo");

    /** {@return that of mail that leaves by no binding} */
    static WhyAnswer stays(String why) {
        Map<String, Object> fields = none("");
        fields.put("stays", why);
        return new WhyAnswer("", fields, List.of(), "");
    }

    /** {@return that of mail that isn't accepted, since what decides gives it no binding} */
    static WhyAnswer refused(String rule) {
        return new WhyAnswer(
                "",
                none(rule),
                List.of(),
                "binding: none; clients are told to try again later (451)\n");
    }

    private static Map<String, Object> none(String rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        TEXTS.forEach(name -> fields.put(name, ""));
        fields.put("rule", rule);
        fields.put("exchangers", List.of());
        return fields;
    }

    /**
     * {@return the reply; programs find the first destination that mail leaves to as if it were the
     * only one, and all of several as {@code parts}}
     *
     * @param isWithoutHeader whether rules were passed over that look at headers
     */
    static AdminReply reply(List<WhyAnswer> answers, boolean isWithoutHeader) {
        boolean isFork = answers.size() > 1;
        StringBuilder text = new StringBuilder();
        for (WhyAnswer answer : answers) {
            text.append(isFork && !answer.to.isEmpty() ? "to: " + answer.to + "\n" : "");
            answer.show(text, isWithoutHeader);
        }
        WhyAnswer first =
                answers.stream()
                        .filter(answer -> !answer.to.isEmpty())
                        .findFirst()
                        .orElse(answers.getFirst());
        Map<String, Object> json = first.json();
        if (isFork) {
            json.put("parts", answers.stream().map(WhyAnswer::json).toList());
        }
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(json));
    }

    private void show(StringBuilder text, boolean isWithoutHeader) {
        fields.forEach((name, value) -> {
            String shown =
                    value instanceof List<?> list
                            ? list.stream().map(Object::toString).collect(Collectors.joining(", "))
                            : value.toString();
            if (!shown.isEmpty()) {
                text.append(name).append(": ").append(shown).append('\n');
            }
        });
        text.append(note);
        if (isWithoutHeader && !fields.containsKey("stays")) {
            text.append("rules that look at headers are passed over here\n");
        }
        options.forEach(option -> text.append(option.line()));
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(fields);
        json.put("to", to);
        json.put("options", options.stream().map(OptionText::fields).toList());
        return json;
    }
}
