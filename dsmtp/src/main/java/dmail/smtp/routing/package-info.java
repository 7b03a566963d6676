/**
 * Owns the way from a recipient's address to the place its mail goes. It asks the users' data base
 * and looks at drop files; it promises never to call our own trouble "no such user". It may call
 * {@code message} and {@code common}.
 */
package dmail.smtp.routing;
