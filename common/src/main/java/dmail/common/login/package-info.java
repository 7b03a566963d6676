/** Owns the heart of DMail: which account a login name or an address means, and its drop file. */
package dmail.common.login;
