/**
 * Owns the tests of the programs together, as their users meet them: real clients, real mail, and
 * the ways in which machines fail. It promises that each test leaves nothing running. It calls the
 * harness only.
 */
@NullMarked
package dmail.it;

import org.jspecify.annotations.NullMarked;
