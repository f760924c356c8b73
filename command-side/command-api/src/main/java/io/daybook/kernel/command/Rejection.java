package io.daybook.kernel.command;

/// Why a command was refused. Returned to the caller, never stored in the log.
///
/// Every kind has a problem type of its own in the API, documented in `docs/problems.md`.
public interface Rejection {}
