/** Fixtures for tests of all modules: a clock, a log in memory, dialogue scripts. */
package dmail.common.testing;
