package dmail.smtp.sendmail;

import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

/**
 * The user who sends, and the time.
 *
 * @param user the login name
 * @param random draws names that can't be guessed
 */
public record Caller(String user, ZonedDateTime now, RandomGenerator random) {}
