# shellcheck shell=bash
# Finds a JDK 25 or newer and says how to get one.

OLDEST_JAVA=25

# The feature release of the JDK in a folder, from its own release file; nothing if it is none.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

java_on_path() {
  local java
  java=$(command -v javac 2>/dev/null) || return 0
  java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  printf '%s\n' "${java%/bin/javac}"
}

jdk_candidates() {
  printf '%s\n' "${JAVA_HOME:-}"
  java_on_path
  for home in /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/jdk* /opt/java/* /opt/*/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    printf '%s\n' "$home"
  done
}

# Sets JAVA_HOME to the first suitable JDK.
find_jdk() {
  local home release
  while read -r home; do
    [ -n "$home" ] || continue
    release=$(jdk_release "$home")
    if [ "${release:-0}" -ge "$OLDEST_JAVA" ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done < <(jdk_candidates)
  return 1
}

# Sets JAVA_HOME, installing Debian's JDK where Debian has it.
need_jdk() {
  find_jdk && return 0
  local package=openjdk-$OLDEST_JAVA-jdk-headless
  if have apt-get; then
    apt_candidate "$package" || apt_refresh || true
    if apt_candidate "$package" && install_packages "Landfall" "$package" && find_jdk; then return 0; fi
  fi
  die "no JDK $OLDEST_JAVA or newer was found (looked at JAVA_HOME, PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt).
  Debian 13 and later, Ubuntu:  sudo apt-get install $package
  Any system, with SDKMAN:      sdk install java $OLDEST_JAVA-tem
  macOS, with Homebrew:         brew install openjdk@$OLDEST_JAVA
  Or unpack one from adoptium.net and set JAVA_HOME to its folder."
}
