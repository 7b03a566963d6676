/**
 * Owns how often mail is sent, and over how many connections, by scope: throttles, the counters of
 * open connections, and the shares of bindings. It promises that all that finds a limit at the same
 * line shares it. Nothing here waits, and it knows neither sockets nor files. It may call {@code
 * common}.
 */
package dmail.smtp.limits;
