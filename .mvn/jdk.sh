# Finds a JDK 25 and exports it as JAVA_HOME, or says in one line how to get one and ends the script that reads this file.
# POSIX shell, read by ./mvnw and ./refrain. Looked at, in this order: JAVA_HOME, the javac on the PATH, the usual places.
# REFRAIN_JDK_PLACES replaces the usual places: patterns separated by colons.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] &&
    grep -q '^JAVA_VERSION="25[".+-]' "$1/release"
}

# The JDK that the javac on the PATH belongs to, links followed; nothing if there is none.
jdk_on_path() {
  javac=$(command -v javac) || return 0
  while [ -L "$javac" ]; do
    link=$(ls -ld "$javac")
    link=${link#*"$javac -> "}
    case $link in
    /*) javac=$link ;;
    *) javac=${javac%/*}/$link ;;
    esac
  done
  printf '%s\n' "${javac%/bin/javac}"
}

# Sub-shell: word splitting at colons and patterns are its own.
jdk_in_usual_places() (
  set +f
  IFS=:
  places=${REFRAIN_JDK_PLACES-"/usr/lib/jvm/*:/usr/lib64/jvm/*:/usr/java/*:/usr/local/java/*:/usr/local/openjdk-25:/opt/*:/opt/java/*:/opt/jdk/*:/opt/hostedtoolcache/Java_*/25*/*\
:${HOME-}/.sdkman/candidates/java/*:${HOME-}/.jdks/*:${HOME-}/.local/share/mise/installs/java/*:${HOME-}/.asdf/installs/java/*:${HOME-}/.jenv/versions/*\
:/Library/Java/JavaVirtualMachines/*/Contents/Home:${HOME-}/Library/Java/JavaVirtualMachines/*/Contents/Home\
:/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home:/usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home:/home/linuxbrew/.linuxbrew/opt/openjdk@25/libexec"}
  for place in $places; do
    if is_jdk_25 "$place"; then
      printf '%s\n' "$place"
      break
    fi
  done
)

find_jdk_25() {
  for jdk in "${JAVA_HOME-}" "$(jdk_on_path)"; do
    if [ -n "$jdk" ] && is_jdk_25 "$jdk"; then
      printf '%s\n' "$jdk"
      return
    fi
  done
  jdk_in_usual_places
}

JAVA_HOME=$(find_jdk_25)
if [ -z "$JAVA_HOME" ]; then
  echo "Refrain needs a JDK 25 and finds none: unpack one from https://adoptium.net/temurin/releases/?version=25 into ~/.jdks, or set JAVA_HOME to yours." >&2
  exit 1
fi
export JAVA_HOME
