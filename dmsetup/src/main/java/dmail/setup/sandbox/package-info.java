/**
 * Owns the sandbox: its folder, its two server processes, and the text that a newcomer reads. It
 * calls the installed programs, not their code. It may call {@code called} and {@code common}.
 */
package dmail.setup.sandbox;
