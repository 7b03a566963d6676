package dmail.common.admin;

import dmail.common.log.LogFollowers;

/** How a request is answered: by a reply, or by the log. */
public sealed interface AdminAnswer permits AdminAnswer.Live, StreamedReply {
    /**
     * By the lines of the log as they are written, until the caller disconnects.
     *
     * @param followers where to subscribe
     */
    record Live(LogFollowers followers) implements AdminAnswer {}
}
