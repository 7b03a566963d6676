package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import dmail.common.log.LogFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the subscribers to the log's lines. */
final class MonitorsCommand {
    private MonitorsCommand() {}

    static AdminReply monitors(ServerCommandHandler handler, List<String> none) {
        Instant now = handler.clock().instant();
        List<LogFollower> followers = handler.control().followers().list();
        StringBuilder text = new StringBuilder();
        if (!followers.isEmpty()) {
            text.append(row("who", "seconds", "left out"));
        }
        for (LogFollower follower : followers) {
            text.append(
                    row(follower.who(), "" + age(follower, now), String.valueOf(follower.lost())));
        }
        text.append(followers.size()).append(followers.size() == 1 ? " monitor\n" : " monitors\n");
        List<Map<String, Object>> fields = followers.stream().map(f -> fields(f, now)).toList();
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }

    private static String row(String who, String seconds, String lost) {
        return "%-25s %8s %9s\n".formatted(who, seconds, lost);
    }

    private static long age(LogFollower follower, Instant now) {
        return Duration.between(follower.since(), now).toSeconds();
    }

    private static Map<String, Object> fields(LogFollower follower, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("who", follower.who());
        fields.put("seconds", age(follower, now));
        fields.put("left_out", follower.lost());
        return fields;
    }
}
