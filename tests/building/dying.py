"""Builds a site in children that die at a chosen step or time: `python -m tests.building.dying`.

Each line on standard input is a JSON list: root folder, number of the step at which the child kills itself, name of
the sandbox it works in, seconds of work after which it dies. Each line on standard output is a list: how the child
ended, as `subprocess` says it (-9 where it was killed, 0 where the build was over before, 1 where it failed), and the
seconds that it worked.
"""

import ctypes
import gc
import json
import os
import platform
import signal
import struct
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from tests.small_site import build_site, make_site

_CHANGES = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod", "tempfile.mkstemp"})
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276}
_NO_SUCH_CALL = 0x0005_0000 | 38
_ALLOW = 0x7FFF_0000


def die_at(step: int, output: Path) -> None:
    """Kill this process at the given one of the steps that a build makes in the file system."""
    left = step

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in _CHANGES or (event == "open" and _writes(arguments)) or _looks_at(event, arguments, output):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _writes(arguments: tuple[Any, ...]) -> bool:
    return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _looks_at(event: str, arguments: tuple[Any, ...], output: Path) -> bool:
    return event == "os.scandir" and str(arguments[0]) == str(output)


def without_exchange() -> None:
    """Take the system call that exchanges two folders away from this process, as an old kernel would (seccomp(2))."""
    number = _RENAMEAT2[platform.machine()]
    steps = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, _NO_SUCH_CALL), (0x06, 0, 0, _ALLOW)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    filter_ = struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(38, 1, None, 0, 0) or prctl(22, 2, filter_, 0, 0):
        raise OSError(ctypes.get_errno(), "no seccomp")


def _child(root: Path, step: int, sandbox: str, seconds: float) -> int:
    try:
        if sandbox == "without exchange":
            without_exchange()
        if sandbox == "without bytecode":
            sys.dont_write_bytecode = True  # so that the site keeps the code of its templates itself
        if step:
            die_at(step, root / "site")
        signal.setitimer(signal.ITIMER_PROF, seconds)
        build_site(root)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def main() -> None:
    """Answer every line."""
    with tempfile.TemporaryDirectory() as folder:
        build_site(make_site(Path(folder)))  # so that no child has to import anything
    gc.freeze()  # what children share is not copied
    for line in sys.stdin:
        root, step, sandbox, seconds = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(_child(Path(root), step, sandbox, seconds))
        _, status, used = os.wait4(pid, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime]), flush=True)


if __name__ == "__main__":
    main()
