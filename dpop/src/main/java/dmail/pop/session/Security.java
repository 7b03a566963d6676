package dmail.pop.session;

import dmail.common.tls.Upgrade;
import java.util.random.RandomGenerator;

/**
 * How a session is protected.
 *
 * @param upgrade starts TLS
 * @param atOnce whether TLS comes before the greeting
 * @param random draws challenges
 */
public record Security(Upgrade upgrade, boolean atOnce, RandomGenerator random) {}
