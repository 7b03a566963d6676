package dmail.smtp.delivery.program;

import java.time.Duration;

/**
 * What dmail.conf says of programs.
 *
 * @param patience the time that one has for a message
 * @param user whose rights those of the administrator get, if the server may give rights away
 */
public record ProgramSettings(Duration patience, String user) {}
