package io.daybook.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the figures were measured on.
final class Machine {

  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes", "wal_sync_method");
  private static final List<String> SIZES =
      List.of("shared_buffers", "max_wal_size", "max_connections", "autovacuum");

  private Machine() {}

  static void describe(Bed bed, Report report) throws SQLException {
    report.line(
        "machine: %s, %d cores, %s memory, load %.2f at the start, %s"
            .formatted(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.version")));
    report.line(
        "JVM: %s %s, %s"
            .formatted(
                System.getProperty("java.vm.name"),
                Runtime.version(),
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments())));
    report.line(
        "PostgreSQL %s: %s; %s; pools of %d connections, one database for each alternative"
            .formatted(
                setting(bed, "server_version"),
                settings(bed, DURABILITY),
                settings(bed, SIZES),
                Bed.POOL));
    Settings settings = bed.settings();
    report.line(
        ("rounds: %d, each with one turn of %s for everybody; figures are the median of the rounds"
                + " (least–most)%s")
            .formatted(
                settings.rounds(),
                settings.turn().toString().substring(2).toLowerCase(Locale.ROOT),
                settings.quick() ? "; QUICK: short turns, rough figures" : ""));
    report.line("");
  }

  private static String processor() {
    return first(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch"));
  }

  private static String memory() {
    return first(Path.of("/proc/meminfo"), "MemTotal")
        .map(text -> Long.parseLong(text.replaceAll("\\D", "")))
        .map(kib -> "%d GiB".formatted(Math.round(kib / 1024.0 / 1024.0)))
        .orElse("unknown");
  }

  private static java.util.Optional<String> first(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException notThisSystem) {
      return java.util.Optional.empty();
    }
  }

  private static String settings(Bed bed, List<String> names) throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(all.isEmpty() ? "" : ", ").append(name).append('=').append(setting(bed, name));
    }
    return all.toString();
  }

  private static String setting(Bed bed, String name) throws SQLException {
    try (var connection = bed.plain("postgres").getConnection();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
