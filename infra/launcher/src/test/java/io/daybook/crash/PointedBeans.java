package io.daybook.crash;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// Puts points around everything by which an application has an effect.
///
/// @param points of this process
/// @param surroundings learn about every database
record PointedBeans(Points points, Surroundings surroundings) implements BeanPostProcessor {

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return switch (bean) {
      case CommandBus bus -> new PointedCommandBus(bus, points);
      case DataSource database when !name.startsWith("views") -> {
        surroundings.know(name, database);
        yield new PointedDatabase(database, points, new Writes(points, surroundings)).proxy();
      }
      default ->
          Stream.of(bean.getClass().getInterfaces())
              .filter(PointedProvider::isPort)
              .findFirst()
              .map(port -> PointedProvider.around(bean, port, points))
              .orElse(bean);
    };
  }
}
