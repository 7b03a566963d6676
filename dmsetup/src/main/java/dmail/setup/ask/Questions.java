package dmail.setup.ask;

import dmail.setup.ask.Question.Kind;
import dmail.setup.found.Facts;
import java.util.List;

/** The table of questions, in the order in which they are asked. */
public final class Questions {
    /** All of them. */
    public static final List<Question> ALL =
            List.of(
                    new Question(
                            Key.HOST_DOMAIN,
                            "Main domain",
                            "What stands behind the @ in your users' addresses: ann@example.com.",
                            """
                            Mail for this domain is kept here; mail for other domains is sent on to them.
                            It should not be the name of this machine. If you have several domains, name
                            the most important one now: the others are added when this one works, with
                            "dmsetup vdomain add".\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::hostDomain,
                            Checks::domain,
                            AnswerChecks::atDomain),
                    new Question(
                            Key.LOCAL_HOST,
                            "This machine's name",
                            "How the servers introduce themselves to others: mail.example.com.",
                            """
                            Other hosts look this name up in DNS: its address should be this machine's, and
                            that address should lead back to the name. Otherwise many of them refuse our
                            mail.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::localHost,
                            Checks::domain,
                            AnswerChecks::atHostName),
                    new Question(
                            Key.OTHER_NAMES,
                            "Other names of the main domain",
                            "Mail for these goes to the same users: example.net, or none.",
                            """
                            Further names, separated by blanks, that mean the same mailboxes. This machine's
                            name is a good one, since the mail of its own programs often bears it. Domains
                            with users of their own are not meant: "dmsetup vdomain add" adds those
                            later.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::otherNames,
                            Checks::domains,
                            AnswerChecks::nowhere),
                    new Question(
                            Key.AUTHENT_METHOD,
                            "Users",
                            "internal: a file of names and passwords. unix_user: this system's users.",
                            """
                            internal keeps the users in a file of its own; they can't do anything on this
                            machine but read their mail. unix_user gives mail to everybody who has an
                            account on this machine, with the same password; the servers then run as
                            root.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::method,
                            Checks::method,
                            AnswerChecks::atSpool),
                    new Question(
                            Key.USER,
                            "First user",
                            "A name without the domain: ann.",
                            """
                            Somebody who can get mail at once, such as you. More are added later, with
                            "dmsetup user add".\
                            """,
                            Kind.OPEN,
                            Draft::hasOwnUsers,
                            DefaultAnswers::user,
                            Checks::user,
                            AnswerChecks::nowhere),
                    new Question(
                            Key.PASSWORD,
                            "Password of the first user",
                            "What the user's mail program logs in with.",
                            """
                            One word. It is not shown, and only a hash of it is kept. Without an answer one
                            is made up and shown at the end, or the one that there is stays.\
                            """,
                            Kind.SECRET,
                            Draft::hasOwnUsers,
                            DefaultAnswers::password,
                            Checks::password,
                            AnswerChecks::nowhere),
                    new Question(
                            Key.SYSADMIN,
                            "Administrator",
                            "Who gets the mail for postmaster, and warnings such as of a full disk.",
                            """
                            An address, here or elsewhere, whose mail is read every day. A name without a
                            domain means one of the main domain.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::sysadmin,
                            Checks::address,
                            AnswerChecks::nowhere),
                    new Question(
                            Key.DROP_PATH,
                            "Folder of the mail",
                            "One file a user, in mbox form, until the mail is collected.",
                            """
                            Its disk should have room for all the mail that is not collected yet. Backups
                            should cover it.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::dropPath,
                            Checks::folder,
                            (draft, _) -> AnswerChecks.atFolder(Key.DROP_PATH, draft)),
                    new Question(
                            Key.WORK_PATH,
                            "Folder of the servers' own files",
                            "The queue of mail on its way, indexes, locks, and the users file.",
                            """
                            Mail that was accepted and is not delivered yet is here, so it must be on a disk
                            that keeps it when the machine stops.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::workPath,
                            Checks::workFolder,
                            (draft, _) -> AnswerChecks.atFolder(Key.WORK_PATH, draft)),
                    new Question(
                            Key.LOG_PATH,
                            "Folder of the logs",
                            "dsmtp.log and dpop.log: what came, where it went, and why not.",
                            """
                            none has the logs go to standard error, which suits a service manager that keeps
                            them, such as systemd.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::logPath,
                            Checks::folderOrNone,
                            (draft, _) -> AnswerChecks.atFolder(Key.LOG_PATH, draft)),
                    new Question(
                            Key.RUN_AS,
                            "User of the servers",
                            "As whom the servers run; made if there is no such user.",
                            """
                            A user of this system who owns the mail and can do nothing else. Only with
                            unix_user do the servers have to run as root.\
                            """,
                            Kind.OPEN,
                            draft -> draft.host().isRoot(),
                            DefaultAnswers::runAs,
                            Checks::systemUser,
                            AnswerChecks::atOwners),
                    new Question(
                            Key.SMTP_PORT,
                            "Port of SMTP",
                            "Where mail comes in. Other hosts only try port 25.",
                            """
                            Another port than 25 is for trying things out, or when something in front of
                            this machine leads port 25 there.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::smtpPort,
                            Checks::port,
                            (draft, _) ->
                                    AnswerChecks.atPort(
                                            Key.SMTP_PORT, DefaultAnswers::smtpPort, draft)),
                    new Question(
                            Key.POP_PORT,
                            "Port of POP3",
                            "Where users' programs collect mail. They try port 110 by themselves.",
                            """
                            With another port, each user has to tell it to his mail program.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::popPort,
                            Checks::otherPort,
                            (draft, _) ->
                                    AnswerChecks.atPort(
                                            Key.POP_PORT, DefaultAnswers::popPort, draft)),
                    AddressQuestions.LISTEN_ON,
                    AddressQuestions.FURTHER_PORTS,
                    AddressQuestions.ADDRESS_NAMES,
                    new Question(
                            Key.FORWARD_FROM_IP,
                            "Who may send mail to the world",
                            "Addresses from which mail for other domains is taken. Mail for your"
                                    + " users is taken from everybody.",
                            """
                            Single addresses, networks (192.168.1.0/24) or wildcards (192.168.1.*), separated
                            by commas. Found were this machine and the networks with private addresses that
                            it is in. Never name strangers: within hours spammers would send through this
                            machine.\
                            """,
                            Kind.OPEN,
                            Questions::always,
                            DefaultAnswers::forwardFromIp,
                            Checks::relay,
                            AnswerChecks::nowhere),
                    new Question(
                            Key.MANAGER_PASSWORD,
                            "Manager's password",
                            "For control of the servers over the network, which is off at first.",
                            """
                            tellsmtp and tellpop need it with -n, and a manager_ip_address line has to allow
                            it; on this machine they need no password. Without an answer one is made up and
                            shown at the end, or the one that there is stays.\
                            """,
                            Kind.SECRET,
                            Questions::always,
                            DefaultAnswers::managerPassword,
                            Checks::password,
                            AnswerChecks::nowhere));

    private Questions() {}

    /** {@return those that a person is asked on this machine} The others have their defaults. */
    static List<Question> asked(Facts facts) {
        return ALL.stream()
                .filter(question -> AddressQuestions.isAsked(question.key(), facts))
                .toList();
    }

    static boolean always(Draft draft) {
        return true;
    }
}
