package dmail.setup.wizard;

import dmail.setup.apply.SystemUsers;
import dmail.setup.ask.Asker;
import dmail.setup.dns.Dns;
import dmail.setup.found.FactFinder;
import dmail.setup.trial.Programs;
import java.util.random.RandomGenerator;

/**
 * All that the wizard deals with outside itself.
 *
 * @param asker the person, or nobody
 * @param random for salts of passwords
 */
public record WizardContext(
        FactFinder facts,
        Dns dns,
        SystemUsers users,
        Programs programs,
        Asker asker,
        RandomGenerator random) {}
