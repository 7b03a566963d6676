package dmail.smtp.session;

import dmail.common.login.Logins;
import dmail.common.login.pace.FailureDelay;
import java.util.random.RandomGenerator;

/**
 * Logins of SMTP sessions.
 *
 * @param logins the user data base
 * @param failures failed logins before a connection is closed
 * @param delay when failed logins are answered
 * @param random draws challenges
 */
public record SessionAuth(
        Logins logins, int failures, FailureDelay delay, RandomGenerator random) {}
