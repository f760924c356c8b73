package io.daybook.web;

import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Problems, contracts and the documentation page, for whatever role imports it.
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ServerProblems.class, DocsPage.class})
public class WebConfiguration implements WebMvcConfigurer {

  private static final String SWAGGER_UI = "classpath*:/META-INF/resources/webjars/swagger-ui/*/";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/openapi/**").addResourceLocations("classpath:/openapi/");
    registry.addResourceHandler("/docs/ui/**").addResourceLocations(swaggerUi());
  }

  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
    negotiation.mediaType("yaml", MediaType.APPLICATION_YAML);
  }

  @Bean
  static ProblemCatalogue requestProblemCatalogue() {
    return RequestProblems::all;
  }

  /// The one version of the page's scripts that is on the class path.
  private static Resource[] swaggerUi() {
    try {
      Resource[] bundle =
          new PathMatchingResourcePatternResolver().getResources(SWAGGER_UI + "swagger-ui.css");
      return List.of(bundle).stream().map(WebConfiguration::directory).toArray(Resource[]::new);
    } catch (IOException unreadable) {
      throw new IllegalStateException("The documentation page's scripts can't be read", unreadable);
    }
  }

  private static Resource directory(Resource file) {
    try {
      return file.createRelative("./");
    } catch (IOException unreadable) {
      throw new IllegalStateException(file.getDescription(), unreadable);
    }
  }
}
