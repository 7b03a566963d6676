"""A name server that knows one domain; everything else does not exist."""
import ipaddress
import socket
import struct

A, PTR, MX = 1, 12, 15


def encoded(name):
    labels = name.rstrip(".").split(".")
    return b"".join(bytes([len(each)]) + each.encode() for each in labels) + b"\0"


RECORDS = {
    ("example.com", MX): struct.pack("!H", 10) + encoded("mail.example.com"),
    ("mail.example.com", A): ipaddress.ip_address("192.0.2.25").packed,
    ("25.2.0.192.in-addr.arpa", PTR): encoded("host25.provider.example"),
}
NAMES = {name for name, _ in RECORDS}


def question(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode())
        at += 1 + query[at]
    return ".".join(labels).lower(), struct.unpack("!H", query[at + 1 : at + 3])[0], query[12 : at + 5]


def reply(query):
    name, kind, asked = question(query)
    data = RECORDS.get((name, kind))
    code = 0 if name in NAMES else 3
    head = query[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, 1 if data else 0, 0, 0)
    answer = b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 300, len(data)) + data if data else b""
    return head + asked + answer


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
while True:
    packet, client = server.recvfrom(4096)
    server.sendto(reply(packet), client)
