package dmail.smtp.control;

import dmail.common.address.IpLiteral;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.io.Reason;
import dmail.smtp.client.Channel;
import dmail.smtp.queue.DurableQueue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The control commands {@code showsend}, {@code suspend} and {@code resume}. */
public final class SendingCommands {
    private SendingCommands() {}

    public static AdminReply showsend(List<Channel> channels, Instant now) {
        StringBuilder text = new StringBuilder();
        if (!channels.isEmpty()) {
            text.append(
                    row(
                            "host",
                            "seconds",
                            "state",
                            "message",
                            "so far",
                            "binding",
                            "source",
                            "ehlo",
                            "listener",
                            "reached"));
        }
        for (Channel channel : channels) {
            text.append(
                    row(
                            host(channel),
                            seconds(channel, now),
                            channel.stage(),
                            channel.messageId(),
                            channel.carriedSoFar(),
                            channel.binding(),
                            source(channel),
                            ehlo(channel),
                            channel.reception().listener(),
                            reached(channel)));
        }
        text.append(channels.size()).append(" outgoing connection");
        text.append(channels.size() == 1 ? "\n" : "s\n");
        List<Map<String, Object>> fields = channels.stream().map(c -> fields(c, now)).toList();
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }

    private static String row(Object... columns) {
        return "%-48s %8s  %-10s %-15s %6s  %-12s %-15s %-24s %-16s %s"
                        .formatted(columns)
                        .stripTrailing()
                + "\n";
    }

    private static String host(Channel channel) {
        return channel.peer() + ":" + channel.peer().port();
    }

    private static long seconds(Channel channel, Instant now) {
        return Duration.between(channel.since(), now).toSeconds();
    }

    private static Map<String, Object> fields(Channel channel, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", channel.peer().name());
        fields.put("address", channel.peer().address().getHostAddress());
        fields.put("port", channel.peer().port());
        fields.put("seconds", seconds(channel, now));
        fields.put("state", channel.stage());
        fields.put("message", channel.messageId());
        fields.put("messages", channel.carriedSoFar());
        fields.put("listener", channel.reception().listener());
        fields.put("reached", reached(channel));
        fields.put("binding", channel.binding());
        fields.put("source", source(channel));
        fields.put("ehlo", ehlo(channel));
        return fields;
    }

    private static String reached(Channel channel) {
        return channel.reception().reached().map(IpLiteral::text).orElse("");
    }

    private static String source(Channel channel) {
        return channel.departed().map(one -> IpLiteral.text(one.source())).orElse("");
    }

    private static String ehlo(Channel channel) {
        return channel.departed().map(one -> one.ehlo().name()).orElse("");
    }

    public static AdminReply suspend(DurableQueue queue) {
        try {
            queue.suspend();
        } catch (IOException why) {
            return AdminReply.refused(
                    ExitStatus.CANNOT_CREATE,
                    "suspended, but not beyond a restart: " + Reason.of(why));
        }
        return AdminReply.done("outgoing mail is suspended; it waits in the queue");
    }

    public static AdminReply resume(DurableQueue queue) {
        try {
            int due = queue.resume();
            return AdminReply.done(
                    "outgoing mail is resumed; "
                            + due
                            + (due == 1 ? " message is" : " messages are")
                            + " tried now");
        } catch (IOException why) {
            return AdminReply.refused(
                    ExitStatus.CANNOT_CREATE, "still suspended: " + Reason.of(why));
        }
    }
}
