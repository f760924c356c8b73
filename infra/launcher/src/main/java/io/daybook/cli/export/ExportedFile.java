package io.daybook.cli.export;

/// A file of an export.
///
/// @param path below the export's directory, with `/`
/// @param rows how many events are in it
/// @param bytes how large it is
/// @param sha256 over its bytes, in hexadecimal digits
record ExportedFile(String path, long rows, long bytes, String sha256) {}
