package io.daybook.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The files of one database server below the directory that the caller named.
///
/// @param programs the server's programs
/// @param directory holds `cluster` (the data), `server.log` and `owner.lock`
record PostgresCluster(PostgresInstallation programs, Path directory) {

  static final String USER = "postgres";

  private static final int STATUS_LINE = 7;

  Path data() {
    return directory.resolve("cluster");
  }

  ServerLog log() {
    return new ServerLog(directory.resolve("server.log"));
  }

  /// Makes an empty cluster unless there is one. It is made beside its place and moved there when
  /// it is whole, so that a start that was cut short leaves nothing half done.
  void create() throws IOException {
    if (Files.isDirectory(data())) {
      return;
    }
    var fresh = directory.resolve("cluster.new");
    if (Files.exists(fresh)) {
      Directories.delete(fresh);
    }
    var initdb =
        ServerProcess.start(
            command(
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                // Sorts alike on every system, whatever locales it has.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"),
            directory,
            log());
    if (initdb.join() != 0) {
      throw failure("its data directory could not be made.");
    }
    Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  ServerProcess launch(int port, Map<String, String> parameters) throws IOException {
    var arguments = new ArrayList<>(List.of("-D", data().toString(), "-p", Integer.toString(port)));
    parameters.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return ServerProcess.start(
        command("postgres", arguments.toArray(String[]::new)), directory, log());
  }

  /// Whether this very process has opened its port and finished recovery.
  boolean isReady(long pid) {
    var lines = pidFile();
    return lines.size() > STATUS_LINE
        && lines.getFirst().strip().equals(Long.toString(pid))
        && lines.get(STATUS_LINE).strip().equals("ready");
  }

  EmbeddedServerException failure(String why) {
    return log().saysDiskFull()
        ? EmbeddedServerException.diskFull("PostgreSQL", directory)
        : EmbeddedServerException.cannotStart("PostgreSQL", why, log());
  }

  /// Ends what an earlier, now dead JVM has left running on this cluster. Call only with the
  /// directory's claim in hand.
  void stopLeftOvers() throws IOException {
    var lines = pidFile();
    if (lines.isEmpty()) {
      return;
    }
    new LeftOvers("PostgreSQL", "postgres", data())
        .stop("INT", Long.parseLong(lines.getFirst().strip()));
    // The server itself asks only whether the number is taken, and would be deceived by a stranger
    // who got it. We have looked closer.
    Files.deleteIfExists(data().resolve("postmaster.pid"));
  }

  private List<String> pidFile() {
    try {
      return Files.readAllLines(data().resolve("postmaster.pid"), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return List.of();
    }
  }

  /// PostgreSQL refuses to run as root. In a user namespace of its own root is nobody, while
  /// process numbers and file owners stay what they are.
  private List<String> command(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (new UnixSystem().getUid() == 0) {
      var unshare = ServerProcess.programOnPath("unshare");
      if (unshare.isEmpty()) {
        throw new EmbeddedServerException(
            "PostgreSQL does not run as root, and the program 'unshare' is missing. Run as another user.");
      }
      command.addAll(List.of(unshare.get().toString(), "-U"));
    }
    command.add(programs.program(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
