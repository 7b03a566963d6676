package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the client connections of a server. */
public final class ChannelCommand {
    private ChannelCommand() {}

    static AdminReply showchans(ServerCommandHandler handler, List<String> none) {
        return list(handler.view().channels(), handler.clock().instant());
    }

    /** {@return the reply that lists connections} */
    public static AdminReply list(List<Channel> channels, Instant now) {
        StringBuilder text = new StringBuilder();
        if (!channels.isEmpty()) {
            text.append(row("id", "client", "seconds", "state", "listener", "local", "user"));
        }
        for (Channel channel : channels) {
            text.append(row(channel, now));
        }
        text.append(channels.size()).append(channels.size() == 1 ? " channel\n" : " channels\n");
        List<Map<String, Object>> fields = channels.stream().map(c -> fields(c, now)).toList();
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }

    private static String row(Channel channel, Instant now) {
        String seconds = String.valueOf(age(channel, now));
        return row(
                channel.id(),
                channel.client(),
                seconds,
                channel.state(),
                channel.place().listener(),
                channel.place().local(),
                channel.user());
    }

    private static String row(Object... columns) {
        String line = "%-10s %-25s %8s  %-15s %-12s %-21s %s".formatted(columns);
        return line.stripTrailing() + "\n";
    }

    private static long age(Channel channel, Instant now) {
        return Duration.between(channel.since(), now).toSeconds();
    }

    private static Map<String, Object> fields(Channel channel, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", channel.id());
        fields.put("client", channel.client());
        fields.put("seconds", age(channel, now));
        fields.put("state", channel.state());
        fields.put("user", channel.user());
        fields.put("listener", channel.place().listener());
        fields.put("local", channel.place().local());
        return fields;
    }
}
