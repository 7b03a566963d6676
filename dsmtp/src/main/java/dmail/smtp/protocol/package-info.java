/**
 * Owns the syntax of SMTP: command lines and replies. Everything here is a function of its
 * arguments, and any line gives a {@link Command}, if only a malformed one. It knows neither
 * sockets nor files nor time. It may call {@code common.address}.
 */
package dmail.smtp.protocol;
