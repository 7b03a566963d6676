/** Fixtures for tests of the set-up program: DNS, a machine, users of the system, a person. */
package dmail.setup.testing;
