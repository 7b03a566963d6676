/**
 * Owns the sandbox: its folder, its two server processes, and the text that a newcomer reads. It
 * calls the installed programs, not their code.
 */
package dmail.setup.sandbox;
