# Sourced by mvnw, daybook and .ci/run: sets JAVA_HOME to a JDK 25, or fails with a plain sentence.
# JAVA_HOME is kept when it is one already; otherwise the places where JDKs are usually installed are searched.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25' "$1/release"
}
find_jdk_25() {
  for candidate in "${JAVA_HOME-}" "${JDK_25_HOME-}" "${JAVA_HOME_25_X64-}" \
    "$(dirname "$(dirname "$(readlink -f "$(command -v javac 2>/dev/null)" 2>/dev/null)" 2>/dev/null)" 2>/dev/null)" \
    /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* /opt/hostedtoolcache/*/*/x64 \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "Daybook needs a JDK 25 and found none: install one, or point JAVA_HOME at it." >&2
  return 1
}
find_jdk_25
