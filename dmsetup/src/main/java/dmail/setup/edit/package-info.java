/**
 * Owns the commands that change a site which is set up: virtual domains, users, listeners, bindings
 * and domain groups. They go by the same steps and checks as the wizard, and tell the running
 * servers. It may call {@code apply}, {@code ask}, {@code called}, {@code check}, {@code dns},
 * {@code found}, {@code plan} and {@code common}.
 */
package dmail.setup.edit;
