package dmail.smtp.delivery;

import dmail.common.address.EmailAddress;

/** Brings mail to other hosts. */
interface RemoteDelivery {
    /**
     * Takes over one recipient of a message; returns at once. Sooner or later the job is told what
     * came of it, once.
     *
     * @param place the recipient's place in the job's envelope
     * @param recipient whom the other host is to be told, once all forwards and aliases are
     *     followed
     */
    void add(Job job, int place, EmailAddress recipient);
}
