package io.daybook.kernel;

/// A personal field under its customer's own key: base64 of AES-256-GCM nonce and ciphertext.
///
/// Only ciphertext ever reaches the log; destroying the key erases the field everywhere at once.
///
/// @param ciphertext base64, never the plain text
public record PersonalData(String ciphertext) {}
