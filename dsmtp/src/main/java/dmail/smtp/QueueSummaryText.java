package dmail.smtp;

import dmail.common.admin.Json;
import dmail.common.admin.LongReply.Paper;
import dmail.common.exit.ExitStatus;
import dmail.smtp.delivery.QueueAges;
import dmail.smtp.delivery.QueueSummary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reply that tells for whom mail waits. */
final class QueueSummaryText {
    private static final int MOST_DOMAINS = 100;
    private static final List<String> AGES = List.of("<1h", "<4h", "<1d", "<2d", "older");
    private static final List<String> AGE_FIELDS =
            List.of("under_1h", "under_4h", "under_1d", "under_2d", "older");

    private QueueSummaryText() {}

    static ExitStatus write(QueueSummary summary, Paper paper) throws IOException {
        switch (paper.form()) {
            case TEXT -> forPeople(summary, paper);
            case JSON -> forPrograms(summary, paper);
        }
        return ExitStatus.OK;
    }

    private static void forPeople(QueueSummary summary, Paper paper) throws IOException {
        paper.write(row("", "all", AGES));
        paper.write(row("all messages", summary.total()));
        int shown = 0;
        for (QueueAges ages : summary.domains()) {
            if (shown == MOST_DOMAINS) {
                paper.write("and " + (summary.domainCount() - shown) + " more domains\n");
                return;
            }
            paper.write(row(ages.domain(), ages));
            shown++;
        }
    }

    private static String row(String name, QueueAges ages) {
        List<String> numbers = ages.byAge().stream().map(String::valueOf).toList();
        return row(name, String.valueOf(ages.total()), numbers);
    }

    private static String row(String name, String total, List<String> numbers) {
        StringBuilder text = new StringBuilder("%-40s %7s".formatted(name, total));
        numbers.forEach(number -> text.append("%7s".formatted(number)));
        return text.append('\n').toString();
    }

    private static void forPrograms(QueueSummary summary, Paper paper) throws IOException {
        paper.write("{\"total\":" + Json.of(fields(summary.total())) + ",\"domains\":{");
        String before = "";
        for (QueueAges ages : summary.domains()) {
            paper.write(before + Json.of(ages.domain()) + ":" + Json.of(fields(ages)));
            before = ",";
        }
        paper.write("}}\n");
    }

    private static Map<String, Object> fields(QueueAges ages) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messages", ages.total());
        for (int i = 0; i < AGE_FIELDS.size(); i++) {
            fields.put(AGE_FIELDS.get(i), ages.byAge().get(i));
        }
        return fields;
    }
}
