package dmail.setup.sandbox;

/**
 * The ports of a sandbox.
 *
 * @param smtp on 127.0.0.1
 * @param pop on 127.0.0.1 and 127.0.0.2
 */
record SandboxPorts(int smtp, int pop) {}
