package dmail.smtp.delivery.program;

import java.time.Duration;

/**
 * The settings for programs.
 *
 * @param timeout the time-out for one message
 * @param user the user as whom the administrator's programs run, if the server runs as root
 */
public record ProgramSettings(Duration timeout, String user) {}
