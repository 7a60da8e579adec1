"""The SFTP server, behind a gate that closes at a step.

Named first: the real server. Second: a folder with `limit`, the number of the step at which the gate closes for good (or
nothing), and `steps`, a byte for every step so far. A step is a packet that changes something: opening for writing, a
write, a removal, a renaming.
"""

import fcntl
import os
import struct
import subprocess
import sys
import threading

OPEN, WRITE, REMOVE, RMDIR, RENAME, EXTENDED = 3, 6, 13, 15, 18, 200
folder = sys.argv[2]


def limit():
    try:
        with open(os.path.join(folder, "limit")) as file:
            return int(file.read())
    except (FileNotFoundError, ValueError):
        return None


def step():
    """Count a step; whether the gate is still open."""
    with open(os.path.join(folder, "steps"), "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(b".")
        file.flush()
        count = os.fstat(file.fileno()).st_size
    closes = limit()
    return closes is None or count < closes


def whole(stream, length):
    data = b""
    while len(data) < length:
        part = stream.read(length - len(data))
        if not part:
            return None
        data += part
    return data


def changes(kind, body):
    if kind == OPEN:
        name = struct.unpack(">I", body[4:8])[0]
        return struct.unpack(">I", body[8 + name : 12 + name])[0] & 2 != 0
    if kind == EXTENDED:
        name = struct.unpack(">I", body[4:8])[0]
        return body[8 : 8 + name] == b"posix-rename@openssh.com"
    return kind in (WRITE, REMOVE, RMDIR, RENAME)


server = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def answers():
    while part := server.stdout.read1(65536):
        sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
    os._exit(0)


threading.Thread(target=answers, daemon=True).start()
while (head := whole(sys.stdin.buffer, 5)) is not None:
    length, kind = struct.unpack(">IB", head)
    body = whole(sys.stdin.buffer, length - 1)
    if body is None or (changes(kind, body) and not step()):
        break
    server.stdin.write(head + body)
    server.stdin.flush()
server.kill()
os._exit(1)
