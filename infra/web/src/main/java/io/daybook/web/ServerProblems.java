package io.daybook.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// Lets the server itself answer with problems too, for what it refuses before any of our code sees
/// it: a path that is no path, a request line or a header that is too long.
final class ServerProblems implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(context -> {
      if (context.getParent() instanceof StandardHost host) {
        host.setErrorReportValveClass(ProblemValve.class.getName());
      }
    });
  }

  /// Made by the server, by its name.
  public static final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failed) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      ProblemType type = ProblemAdvice.typeOf(status);
      response.setStatus(type.status());
      try {
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response
            .getOutputStream()
            .write(StrictJson.mapper().writeValueAsBytes(type.saying(type.title()).toJson()));
        response.finishResponse();
      } catch (IOException | IllegalStateException gone) {
        container.getLogger().debug("Nobody reads the answer any more", gone);
      }
    }
  }
}
