package dmail.smtp.sendmail;

import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

/**
 * Who sends, and when.
 *
 * @param user the name of the user whose process this is
 * @param random makes names that can't be guessed
 */
public record Caller(String user, ZonedDateTime now, RandomGenerator random) {}
