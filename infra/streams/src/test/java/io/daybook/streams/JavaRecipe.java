package io.daybook.streams;

import io.daybook.streamclient.StreamedEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The Java of `docs/streams.md`, compiled and run as it stands there, but for the address.
final class JavaRecipe {

  private static final String AROUND =
      """
      import io.daybook.streamclient.*;
      import java.net.URI;
      import java.util.*;
      import tools.jackson.databind.JsonNode;

      public final class Recipe implements java.util.concurrent.Callable<List<Object>> {
        private final List<JsonNode> orders = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private long savedPosition;

        private void savePosition(long position) {
          savedPosition = position;
        }

        @Override
        public List<Object> call() throws Exception {
      {recipe}
          return List.of(orders, rejected, savedPosition);
        }
      }
      """;

  private JavaRecipe() {}

  /// Compiles it in a folder and runs it.
  ///
  /// @return the payloads of orders that were placed, the streams of those that were rejected, and
  ///   the position that was saved
  static List<?> run(Path folder, URI daybook) throws Exception {
    String recipe = Documented.blocks("java").getFirst();
    String address = "http://127.0.0.1:8080";
    if (!recipe.contains(address)) {
      throw new IllegalStateException("The recipe names another address");
    }
    Path source = folder.resolve("Recipe.java");
    Files.writeString(
        source, AROUND.replace("{recipe}", recipe.replace(address, daybook.toString())));
    compile(source, folder);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, StreamedEvent.class.getClassLoader())) {
      Object made = loader.loadClass("Recipe").getConstructor().newInstance();
      return (List<?>) ((java.util.concurrent.Callable<?>) made).call();
    }
  }

  private static void compile(Path source, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-d",
                      folder.toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-proc:none"),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new IllegalStateException(said.toString());
      }
    }
  }
}
