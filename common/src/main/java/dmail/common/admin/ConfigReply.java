package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What an administrator is told of a change of settings. */
public final class ConfigReply {
    private ConfigReply() {}

    /** {@return that it is done; of queued messages only if any got another binding} */
    public static AdminReply done(String sentence, List<String> warnings, OptionalInt rebound) {
        String text =
                sentence
                        + "\n"
                        + lines(warnings)
                        + (rebound.orElse(0) > 0 ? reboundLine(rebound) : "");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("message", sentence);
        fields.put("warnings", warnings);
        rebound.ifPresent(count -> fields.put("rebound", count));
        return new AdminReply(ExitStatus.OK, text, Json.of(fields));
    }

    /** {@return the errors, because of which nothing has changed} */
    public static AdminReply errors(ExitStatus status, List<String> errors) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", "nothing has changed");
        fields.put("errors", errors);
        return new AdminReply(status, "nothing has changed:\n" + lines(errors), Json.of(fields));
    }

    /** {@return that lines are to be changed by hand} */
    public static AdminReply byHand(ExitStatus status, String why, List<String> lines) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", why);
        fields.put("lines", lines);
        return new AdminReply(
                status,
                why + "; these lines are to be changed by hand:\n" + lines(lines),
                Json.of(fields));
    }

    /** {@return how many queued messages got another binding, a line; empty without bindings} */
    public static String reboundLine(OptionalInt rebound) {
        return rebound.isPresent() ? rebound.getAsInt() + " messages re-bound\n" : "";
    }

    /** {@return sentences, one a line} */
    public static String lines(List<String> sentences) {
        StringBuilder text = new StringBuilder();
        sentences.forEach(sentence -> text.append(sentence).append('\n'));
        return text.toString();
    }
}
