package dmail.smtp.control;

import dmail.common.admin.Json;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.cli.ExitStatus;
import dmail.smtp.queue.QueueSummary;
import dmail.smtp.queue.view.QueueAges;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reply that counts queued messages by domain or provider. */
final class QueueSummaryText {
    private static final int MOST_DOMAINS = 100;
    private static final int LEAST_WIDTH = 7;
    private static final List<String> AGES = List.of("<1h", "<4h", "<1d", "<2d", "older");
    private static final List<String> AGE_FIELDS =
            List.of("under_1h", "under_4h", "under_1d", "under_2d", "older");

    private QueueSummaryText() {}

    /**
     * Writes it.
     *
     * @param rows what is counted in rows, in the plural
     */
    static ExitStatus write(String rows, QueueSummary summary, ReplyWriter writer)
            throws IOException {
        switch (writer.form()) {
            case TEXT -> forPeople(rows, summary, writer);
            case JSON -> forPrograms(rows, summary, writer);
        }
        return ExitStatus.OK;
    }

    private static void forPeople(String rows, QueueSummary summary, ReplyWriter writer)
            throws IOException {
        int width = width(summary.total());
        writer.write(row("", "all", AGES, width));
        writer.write(row("all messages", summary.total(), width));
        writer.write(QueueText.onDiskAlone(summary.onDiskAlone()));
        int shown = 0;
        for (QueueAges ages : summary.domains()) {
            if (shown == MOST_DOMAINS) {
                writer.write("and " + (summary.domainCount() - shown) + " more " + rows + "\n");
                return;
            }
            writer.write(row(ages.domain(), ages, width));
            shown++;
        }
    }

    /** Wide enough for a blank before the largest number, which is the total. */
    private static int width(QueueAges total) {
        return Math.max(LEAST_WIDTH, 1 + String.valueOf(total.total()).length());
    }

    private static String row(String name, QueueAges ages, int width) {
        List<String> numbers = ages.byAge().stream().map(String::valueOf).toList();
        return row(name, String.valueOf(ages.total()), numbers, width);
    }

    private static String row(String name, String total, List<String> numbers, int width) {
        String number = "%" + width + "s";
        StringBuilder text = new StringBuilder(("%-40s " + number).formatted(name, total));
        numbers.forEach(each -> text.append(number.formatted(each)));
        return text.append('\n').toString();
    }

    private static void forPrograms(String rows, QueueSummary summary, ReplyWriter writer)
            throws IOException {
        writer.write("{\"total\":" + Json.of(fields(summary.total())) + ",\"" + rows + "\":{");
        String before = "";
        for (QueueAges ages : summary.domains()) {
            writer.write(before + Json.of(ages.domain()) + ":" + Json.of(fields(ages)));
            before = ",";
        }
        writer.write("},\"on_disk_alone\":" + summary.onDiskAlone() + "}\n");
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
