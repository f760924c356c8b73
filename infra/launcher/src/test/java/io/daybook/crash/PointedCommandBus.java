package io.daybook.crash;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;

/// A command bus with a point before each command, and one between its answer and its sender.
///
/// @param bus the real one
record PointedCommandBus(CommandBus bus, Points points) implements CommandBus {

  @Override
  public <C> void dispatch(CommandMessage<C> command) {
    dispatch(command, (_, _) -> {});
  }

  @Override
  public <C, R> void dispatch(
      CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
    String name = command.getPayloadType().getSimpleName();
    points.before(Kind.COMMAND, name);
    bus.<C, R>dispatch(
        command,
        (message, answer) -> {
          points.after(Kind.COMMAND, name);
          callback.onResult(message, answer);
        });
  }

  @Override
  public Registration subscribe(
      String commandName, MessageHandler<? super CommandMessage<?>> handler) {
    return bus.subscribe(commandName, handler);
  }

  @Override
  public Registration registerDispatchInterceptor(
      MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
    return bus.registerDispatchInterceptor(interceptor);
  }

  @Override
  public Registration registerHandlerInterceptor(
      MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
    return bus.registerHandlerInterceptor(interceptor);
  }
}
