/**
 * Owns the user data base tool: its command line, its request lines, and what is answered. What a
 * users file is, and how it is changed, it leaves to the common part.
 */
package dmail.nwauth;
