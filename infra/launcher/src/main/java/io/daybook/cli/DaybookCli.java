package io.daybook.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What `./daybook` runs.
@Command(
    name = "./daybook",
    description = "An event-sourced shop: everything that happens is written once, in order.",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      ReplayCommand.class,
      VerifyCommand.class,
      LogCommand.class,
      ExportCommand.class,
      AuditCommand.class,
      QuarantineCommand.class,
      ProjectionsCommand.class,
      PrivacyCommand.class,
      SandboxProviderCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "Daybook 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook demo              a shop at work, for about a minute",
      "  ./daybook up                start Daybook and keep it running",
      "  ./daybook help replay       what a command can do",
      "  ./daybook bench             what is measured, and how to measure it here"
    })
public final class DaybookCli {

  public static void main(String... arguments) {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    CommandLine commands =
        new CommandLine(new DaybookCli())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, _, _) -> explain(failure));
    commands
        .getSubcommands()
        .values()
        .forEach(it -> it.getCommandSpec().mixinStandardHelpOptions(true));
    if (arguments.length == 0) {
      commands.usage(System.out);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    System.exit(commands.execute(arguments));
  }

  private static int explain(Exception failure) {
    System.err.println(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    if (System.getenv("DAYBOOK_STACK_TRACES") != null) {
      failure.printStackTrace();
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  // Figures and check marks must not depend on the machine's locale.
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
