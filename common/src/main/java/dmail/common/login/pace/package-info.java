/**
 * Owns how quickly passwords can be tried: what failed of late, for which account and from which
 * network, and how long the next attempt waits. Both servers share it, through work_path. It may
 * call {@code authent.password}, {@code config}, {@code log} and {@code login}.
 */
package dmail.common.login.pace;
