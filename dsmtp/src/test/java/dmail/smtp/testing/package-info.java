/** What tests of several modules need: a name server that does as it is told. */
package dmail.smtp.testing;
