/**
 * Owns routing: from a recipient's address to its destinations. It looks up the users' data base
 * and drop files. It promises that a failure on our side never counts as "no such user". It may
 * call {@code common} and {@code message}.
 */
package dmail.smtp.routing;
