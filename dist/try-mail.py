"""Mail for try-package: sends a message to ann@example.com, collects or counts hers."""

import poplib
import smtplib
import sys
import time

PATIENCE = 60


def box():
    pop = poplib.POP3("127.0.0.1", 110, timeout=PATIENCE)
    pop.user("ann")
    pop.pass_("sunshine")
    return pop


def send(subject):
    with smtplib.SMTP("127.0.0.1", 25, timeout=PATIENCE) as smtp:
        smtp.sendmail("bob@elsewhere.example", ["ann@example.com"], f"Subject: {subject}\r\n\r\nhi\r\n")


def see(count, collect):
    """Looks until as many messages are there."""
    end = time.monotonic() + PATIENCE
    while True:
        pop = box()
        found = len(pop.list()[1])
        if found == count or time.monotonic() > end:
            break
        pop.quit()
        time.sleep(0.2)
    for number in range(1, found + 1):
        lines = pop.retr(number)[1]
        print(next(line for line in lines if line.startswith(b"Subject:")).decode())
        if collect:
            pop.dele(number)
    pop.quit()
    if found != count:
        sys.exit(f"{found} messages, and not {count}")


if sys.argv[1] == "send":
    send(sys.argv[2])
else:
    see(int(sys.argv[2]), sys.argv[1] == "collect")
