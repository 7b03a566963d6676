package dmail.common.admin;

import java.time.Instant;

/**
 * A client connection, as {@code showchans} lists it.
 *
 * @param id the session's id, as in the log
 * @param client address and port of the client
 * @param since when it began
 * @param state the state of the session, such as {@code AUTHORIZATION} or {@code DATA}
 * @param user who is logged in; empty before a login
 */
public record Channel(String id, String client, Instant since, String state, String user) {}
