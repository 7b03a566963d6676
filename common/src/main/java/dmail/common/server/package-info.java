/**
 * Owns the life of a server: its start, reloads, signals and end, and its answers to control
 * commands that both servers have. It stands on top. It may call {@code admin}, {@code
 * admin.listen}, {@code authent}, {@code cli}, {@code config}, {@code config.listen}, {@code
 * config.read}, {@code config.type}, {@code io}, {@code log}, {@code memory}, {@code net}, {@code
 * system} and {@code tls}.
 */
package dmail.common.server;
