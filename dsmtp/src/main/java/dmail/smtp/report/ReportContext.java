package dmail.smtp.report;

import dmail.common.mbox.TraceHeader;
import dmail.smtp.message.QueueId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The circumstances of a report.
 *
 * @param id the report's own
 * @param version of this server
 */
public record ReportContext(
        QueueId id, ReportSettings reportSettings, Instant now, ZoneId zone, String version) {
    /** {@return the report's Received header} */
    String trace() {
        byte[] octets =
                TraceHeader.local(
                        reportSettings.host().name(), id.text(), now.atZone(zone), version);
        return new String(octets, StandardCharsets.US_ASCII);
    }
}
