package dmail.smtp.routing;

import dmail.common.address.EmailAddress;

/** One of those that an alias, a forward or a forward file names; shown as it is written there. */
sealed interface Member {
    /** An address, which may lead on. */
    record Address(EmailAddress address) implements Member {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** A mailbox of ours, whatever aliases and forwards say of it: {@code \bob}. */
    record Mailbox(EmailAddress address) implements Member {
        @Override
        public String toString() {
            return "\\" + address;
        }
    }

    /** The user himself, whose forwards this is about: {@code $user}. */
    record Oneself() implements Member {
        @Override
        public String toString() {
            return "$user";
        }
    }

    /** A program that reads the message. */
    record Program(String command) implements Member {
        @Override
        public String toString() {
            return "|" + command;
        }
    }

    /** A file that the message is appended to. */
    record MailFile(String path) implements Member {
        @Override
        public String toString() {
            return path;
        }
    }

    /** A file with more addresses. */
    record Include(String path) implements Member {
        @Override
        public String toString() {
            return ":include:" + path;
        }
    }

    /** Nobody: a rule says that the address doesn't exist. */
    record Nobody(String why) implements Member {
        @Override
        public String toString() {
            return "error:" + why;
        }
    }
}
