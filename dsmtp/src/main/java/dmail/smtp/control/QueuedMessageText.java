package dmail.smtp.control;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.type.Shown;
import dmail.smtp.message.Body;
import dmail.smtp.queue.view.QueueListing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Shows one queued message with the beginning of its text. */
final class QueuedMessageText {
    /** Octets of the message that are shown. */
    private static final int MOST_SHOWN = 64 * 1024;

    private QueuedMessageText() {}

    static AdminReply of(QueueListing listing, Instant now, QueueWords words) throws IOException {
        Body body = listing.message().body();
        String message = Shown.plainLines(beginning(body));
        StringBuilder text = new StringBuilder(QueueText.entry(listing, now, words));
        text.append('\n').append(message);
        if (!message.endsWith("\n")) {
            text.append('\n');
        }
        if (body.length() > MOST_SHOWN) {
            text.append("... and ").append(body.length() - MOST_SHOWN).append(" octets more\n");
        }
        Map<String, Object> fields = QueueText.fields(listing);
        fields.put("message", message);
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }

    private static String beginning(Body body) throws IOException {
        try (InputStream in = body.open()) {
            return new String(in.readNBytes(MOST_SHOWN), StandardCharsets.UTF_8);
        }
    }
}
