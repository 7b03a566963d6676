/**
 * Owns the commands that change a site which is set up: virtual domains and users. They go by the
 * same steps and checks as the wizard, and tell the running servers.
 */
package dmail.setup.edit;
