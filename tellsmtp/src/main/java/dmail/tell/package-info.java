/**
 * Owns tellsmtp and tellpop: the command line, the question to the server, and what is shown of its
 * reply. What commands there are is known to {@code dmail.common.admin}.
 */
package dmail.tell;
