/**
 * Owns the words of SMTP: command lines in, replies out. Everything here is a function of its
 * arguments and total: any line is some {@code Command}, if only a malformed one. It knows neither
 * sockets nor files nor time. It may call {@code common.address}.
 */
package dmail.smtp.protocol;
