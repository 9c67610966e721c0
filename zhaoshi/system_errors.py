"""Files that cannot be read or written: what the system says of them, in words of the catalogue."""

import errno

from zhaoshi.problems import EnvironmentFailed, Message, msg

_REASONS = {
    errno.EACCES: msg("there is no permission"),
    errno.EPERM: msg("there is no permission"),
    errno.EROFS: msg("nothing can be written there"),
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("the disk is full"),
    errno.EFBIG: msg("the file is too large for the disk"),
    errno.ENOENT: msg("the file or its folder is missing"),
    errno.ENOTDIR: msg("a file stands where a folder should be"),
    errno.EEXIST: msg("a file stands where a folder should be"),
    errno.EISDIR: msg("a folder stands where a file should be"),
    errno.ENAMETOOLONG: msg("the name is too long"),
    errno.EINVAL: msg("the name is not allowed there"),
    errno.EIO: msg("the disk or the network failed"),
    errno.EMFILE: msg("too many files are open"),
    errno.ENFILE: msg("too many files are open"),
    errno.ENOMEM: msg("there is not enough memory"),
    errno.EBUSY: msg("another program is using it"),
    errno.EPIPE: msg("nobody reads it any more"),
}


def reason_of(error: OSError) -> Message | str:
    """Return why the system refused something, in its own words where we have none."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def cannot_read(path: object, error: OSError) -> EnvironmentFailed:
    """Say that the system does not give a file out."""
    if isinstance(error, PermissionError):
        return EnvironmentFailed(
            msg(
                "{path} cannot be read: close it in the program that has it open, or ask for leave to read it",
                path=path,
            )
        )
    return EnvironmentFailed(msg("{path} cannot be read: {reason}", path=path, reason=reason_of(error)))


def cannot_write(path: object, error: OSError) -> EnvironmentFailed:
    """Say that the system does not take a file, or a folder, in."""
    return EnvironmentFailed(msg("{path} cannot be written: {reason}", path=path, reason=reason_of(error)))
