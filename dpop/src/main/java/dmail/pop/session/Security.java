package dmail.pop.session;

import dmail.common.tls.Upgrade;
import java.util.random.RandomGenerator;

/**
 * How a connection is kept from the eyes of others.
 *
 * @param upgrade the way to encryption
 * @param atOnce whether the client is greeted only then
 * @param random what challenges are drawn from
 */
public record Security(Upgrade upgrade, boolean atOnce, RandomGenerator random) {}
