/**
 * Owns routing: from a recipient's address to its destinations. It looks up the user data base and
 * drop files. It promises that a failure on our side never counts as "no such user". It may call
 * {@code message} and {@code common}.
 */
package dmail.smtp.routing;
