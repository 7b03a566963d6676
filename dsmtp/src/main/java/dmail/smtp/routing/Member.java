package dmail.smtp.routing;

import dmail.common.address.EmailAddress;

/** A member of an alias, a forward or a forward file; its text is as it was written. */
sealed interface Member {
    /** An address, which may be expanded further. */
    record Address(EmailAddress address) implements Member {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** A local mailbox without further expansion: {@code \bob}. */
    record Mailbox(EmailAddress address) implements Member {
        @Override
        public String toString() {
            return "\\" + address;
        }
    }

    /** The user whose forwards these are: {@code $user}. */
    record Self() implements Member {
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

    /** The rule says that the address doesn't exist. */
    record NoMember(String why) implements Member {
        @Override
        public String toString() {
            return "error:" + why;
        }
    }
}
