# Sourced by the scripts beside it, with `here` set to their folder: finds Java and its options, builds, and names class paths.

. "$here/../.mvn/jdk.sh"
java=$JAVA_HOME/bin/java

# Options of a JVM that runs Refrain, those of ./refrain: docs/performance.md.
refrain_options="-XX:MaxRAMPercentage=70 -XX:+UseSerialGC -XX:NewRatio=8 -XX:ObjectAlignmentInBytes=64 -XX:-UseFPUForSpilling"
refrain_options="$refrain_options --add-modules=jdk.incubator.vector"
if { read -r pages </sys/kernel/mm/transparent_hugepage/enabled; } 2>/dev/null; then
    case $pages in
    *'[never]'*) ;;
    *) refrain_options="$refrain_options -XX:+UseTransparentHugePages" ;;
    esac
fi

if [ -x "$here/../mvnw" ]; then maven=$here/../mvnw; else maven=mvn; fi

# maven GOAL...: of core and benchmarks; what it says goes to standard error.
maven() {
    [ -n "${told-}" ] || echo 'benchmarks: building, and fetching what is missing' >&2
    told=yes
    "$maven" -q -f "$here/../pom.xml" -pl core,benchmarks -Dmaven.javadoc.skip=true "$@" >&2
}

# is_older FILE PATH...: whether there is no FILE, or something at a PATH is newer.
is_older() {
    file=$1
    shift
    [ ! -f "$file" ] || [ -n "$(find "$@" -newer "$file" | head -n 1)" ]
}

# class_path NAME [PROFILE]: writes target/NAME.classpath, and fetches what the profile needs.
class_path() {
    if is_older "$here/target/$1.classpath" "$here/../pom.xml" "$here/../core/pom.xml" "$here/pom.xml"; then
        maven ${2:+-P "$2"} compile dependency:build-classpath \
            -DincludeScope="${3:-runtime}" -Dmdep.outputFile="target/$1.dependencies"
        printf '%s:' "$here/target/classes" | cat - "$here/target/$1.dependencies" > "$here/target/$1.classpath"
    fi
}

# Compiles what is newer than the last time.
compile() {
    compiled=$here/target/compiled
    if is_older "$compiled" "$here/../core/src/main" "$here/src/main" "$here/target/refrain.classpath"; then
        maven compile
        touch "$compiled"
    fi
}
