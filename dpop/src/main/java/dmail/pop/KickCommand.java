package dmail.pop;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.pop.session.Sessions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ends the sessions of a user. */
final class KickCommand {
    /** A session that hasn't ended by then is disconnected. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Sessions sessions;

    KickCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Ends them.
     *
     * @param user the name as {@code showchans} shows it
     */
    AdminReply carryOut(String user) {
        int ended = sessions.kick(user, TIMEOUT);
        if (ended == 0) {
            return AdminReply.refused(ExitStatus.NO_USER, user + " has no session");
        }
        String text = ended == 1 ? "1 session" : ended + " sessions";
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user);
        json.put("ended", ended);
        return new AdminReply(
                ExitStatus.OK, text + " of " + user + " ended, nothing deleted\n", Json.of(json));
    }
}
