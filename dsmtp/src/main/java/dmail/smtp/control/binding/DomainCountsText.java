package dmail.smtp.control.binding;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reply that counts messages by their destinations. */
final class DomainCountsText {
    private DomainCountsText() {}

    /**
     * {@return the destinations with more messages than that, the largest first}
     *
     * @param above a number that they have more than
     */
    static AdminReply of(Map<String, Integer> domains, int above) {
        List<Map.Entry<String, Integer>> shown = new ArrayList<>(domains.entrySet());
        shown.removeIf(entry -> entry.getValue() <= above);
        shown.sort(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
        StringBuilder text = new StringBuilder();
        List<Map<String, Object>> fields = new ArrayList<>();
        int messages = 0;
        for (Map.Entry<String, Integer> entry : shown) {
            text.append(entry.getKey()).append(' ').append(entry.getValue()).append('\n');
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("domain", entry.getKey());
            one.put("messages", entry.getValue());
            fields.add(one);
            messages += entry.getValue();
        }
        text.append(messages).append(messages == 1 ? " message for " : " messages for ");
        text.append(shown.size()).append(shown.size() == 1 ? " domain\n" : " domains\n");
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }
}
