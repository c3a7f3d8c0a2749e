# Sourced by the scripts beside it, with `here` set to their folder: finds Java, builds, and names a peer's class path.

if [ -z "${JAVA_HOME:-}" ] && [ -d /usr/lib/jvm ]; then
    JAVA_HOME=$(ls -d /usr/lib/jvm/*25* 2>/dev/null | head -n 1)
    export JAVA_HOME
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ -x "$here/../mvnw" ]; then maven=$here/../mvnw; else maven=mvn; fi

# class_path PROFILE: compiles core and benchmarks, fetches what the profile needs, prints the class path.
class_path() {
    "$maven" -q -f "$here/../pom.xml" -pl core,benchmarks -P "$1" compile \
        dependency:build-classpath -Dmdep.includeScope=runtime -Dmdep.outputFile="target/$1.classpath" >&2
    printf '%s:%s' "$here/target/classes" "$(cat "$here/target/$1.classpath")"
}
