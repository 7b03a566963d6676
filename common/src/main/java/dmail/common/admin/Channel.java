package dmail.common.admin;

import java.time.Instant;

/**
 * One client connection, as {@code showchans} lists it.
 *
 * @param id the session's id, as in the log
 * @param client address and port of the other end
 * @param since when it began
 * @param state what the session is about, such as {@code AUTHORIZATION} or {@code DATA}
 * @param user who logged in; empty when nobody did
 */
public record Channel(String id, String client, Instant since, String state, String user) {}
