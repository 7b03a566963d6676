/** Fixtures for tests of all modules: a clock, a log in memory, limited waits, dialogue scripts. */
package dmail.common.testing;
