package dmail.smtp.session;

import dmail.common.login.Logins;
import dmail.common.login.pace.FailureDelay;
import java.util.random.RandomGenerator;

/**
 * Who lets users in.
 *
 * @param logins the users' data base
 * @param failures after so many failed logins a connection is closed
 * @param delay when refused logins are answered
 * @param random what challenges are drawn from
 */
public record SessionAuth(
        Logins logins, int failures, FailureDelay delay, RandomGenerator random) {}
