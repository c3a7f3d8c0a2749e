# Sourced by the scripts beside it, with `here` set to their folder: finds Java, builds, and names class paths.

. "$here/../.mvn/jdk.sh"
java=$JAVA_HOME/bin/java

if [ -x "$here/../mvnw" ]; then maven=$here/../mvnw; else maven=mvn; fi

# class_path NAME [PROFILE]: compiles core and benchmarks, fetches what the profile needs, writes target/NAME.classpath.
class_path() {
    "$maven" -q -f "$here/../pom.xml" -pl core,benchmarks ${2:+-P "$2"} compile dependency:build-classpath \
        -DincludeScope=runtime -Dmdep.outputFile="target/$1.dependencies" >&2
    printf '%s:' "$here/target/classes" | cat - "$here/target/$1.dependencies" > "$here/target/$1.classpath"
}
