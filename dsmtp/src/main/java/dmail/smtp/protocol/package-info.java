/**
 * Owns the words of SMTP: command lines in, replies out. Everything here is a function of its
 * arguments and total: any line is some {@link Command}, if only a malformed one. It knows neither
 * sockets nor files nor time; of the suite it knows addresses.
 */
package dmail.smtp.protocol;
