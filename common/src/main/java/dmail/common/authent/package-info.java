/** Owns the question whether a user exists and whether the password is right. */
package dmail.common.authent;
