package io.daybook.crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A payment provider with a point before and after each call that moves money.
///
/// The port belongs to its package; a proxy stands where its code can't.
final class PointedProvider implements InvocationHandler {

  private static final String PORT = "io.daybook.payment.app.PaymentProvider";
  private static final Set<String> MOVES = Set.of("authorize", "capture", "release", "refund");

  private final Object provider;
  private final Points points;

  private PointedProvider(Object provider, Points points) {
    this.provider = provider;
    this.points = points;
  }

  static boolean isPort(Class<?> type) {
    return type.getName().equals(PORT);
  }

  static Object around(Object provider, Class<?> port, Points points) {
    return Proxy.newProxyInstance(
        port.getClassLoader(), new Class<?>[] {port}, new PointedProvider(provider, points));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    boolean counts = MOVES.contains(method.getName());
    if (counts) {
      points.before(Kind.PROVIDER, method.getName());
    }
    Object answer = call(method, arguments);
    if (counts) {
      points.after(Kind.PROVIDER, method.getName());
    }
    return answer;
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    method.setAccessible(true);
    try {
      return method.invoke(provider, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getTargetException();
    }
  }
}
