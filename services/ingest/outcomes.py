"""How a poll, a page or a file can end: one word each, with what it means."""

from __future__ import annotations

from typing import Final

from services.runtime.outcomes import OutcomeWord


class Outcome(OutcomeWord):
    """The one word that a unit of work ends with. `rejected:` ends are about the content, `failed:` ends about reaching it."""

    OK = "ok", "Read; what was new in it is accepted."
    UNCHANGED = "unchanged", "Nothing new: the server said so (304) or the content is what we have."

    REJECTED_EMPTY = "rejected:empty", "There is nothing in it."
    REJECTED_TOO_LARGE = "rejected:too_large", "Larger than the limit."
    REJECTED_ENCODING = "rejected:encoding", "Not text in a known encoding."
    REJECTED_BINARY = "rejected:binary", "Not a text or HTML file."
    REJECTED_CONTENT_TYPE = "rejected:content_type", "The server sends something other than a page: a PDF, a video."
    REJECTED_NO_CONTENT = "rejected:no_content", "The page holds no article."
    REJECTED_CHALLENGE = "rejected:challenge", "A login, consent or are-you-human page came instead of the article."
    REJECTED_LANGUAGE = "rejected:language", "The article is in a language that is not read."
    REJECTED_MALFORMED_FEED = "rejected:malformed_feed", "The feed's address does not give RSS or Atom."
    REJECTED_DTD = "rejected:dtd", "The feed declares a document type, which can hide entity bombs; such feeds are not parsed."
    REJECTED_UNREADABLE = "rejected:unreadable", "The parser could not make anything of it."
    REJECTED_TOO_MANY_REVISIONS = "rejected:too_many_revisions", "The page changes at every look; no more revisions of it are kept."

    FAILED_FORBIDDEN_URL = "failed:forbidden_url", "The address has a scheme, port or form that is never fetched."
    FAILED_FORBIDDEN_ADDRESS = "failed:forbidden_address", "The host's network address is not public and not allowed by a setting."
    FAILED_DNS = "failed:dns", "The host has no address."
    FAILED_CONNECTION = "failed:connection", "The host cannot be reached, or broke the connection."
    FAILED_TLS = "failed:tls", "The host's certificate cannot be trusted, or the encrypted connection failed."
    FAILED_TIMEOUT = "failed:timeout", "Not done within the deadline."
    FAILED_PROTOCOL = "failed:protocol", "The answer is not valid HTTP."
    FAILED_ENCODING = "failed:encoding", "The body is compressed in a way that is not taken, or damaged."
    FAILED_TOO_LARGE = "failed:too_large", "The body is larger than the limit once decoded."
    FAILED_TOO_MANY_REDIRECTS = "failed:too_many_redirects", "More than five redirects, or a redirect without a target."
    FAILED_BAD_STATUS = "failed:bad_status", "The server answered with a status that carries no page."
    FAILED_GONE = "failed:gone", "The server says that it is gone for good (410)."
    FAILED_ROBOTS = "failed:robots", "robots.txt does not allow it, or could not be read because of a server error."
    FAILED_HOST_BUSY = "failed:host_busy", "The host's turn did not come in time; tried again later."
    FAILED_WORKER_TIMEOUT = "failed:worker_timeout", "Parsing took longer than its deadline and was killed."
    FAILED_WORKER_CRASHED = "failed:worker_crashed", "The parser's process died, mostly for want of memory."
    FAILED_UNREADABLE_FILE = "failed:unreadable_file", "The file cannot be opened."
    FAILED_INTERNAL = "failed:internal", "A fault of ours; the log has the details."

    @property
    def is_rejection(self) -> bool:
        """Whether the content itself was refused."""
        return self.value.startswith("rejected:")

    @property
    def is_failure(self) -> bool:
        """Whether the content could not be had."""
        return self.value.startswith("failed:")


NEVER_RETRIED: Final = frozenset({Outcome.FAILED_FORBIDDEN_URL, Outcome.FAILED_GONE})
"""Failures that another attempt cannot mend."""
