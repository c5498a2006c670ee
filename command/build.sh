# shellcheck shell=bash
# Builds the server when its sources changed, and prepares the JVM's cache of loaded and linked classes (JEP 483, 514, 515).

target=$top/server/target
dist=$target/dist
aot=$dist/landfall.aot

# Objects with the short header in a small serial heap that gives memory back. The optimizing compiler waits until code
# is really hot, and does not act on what the rehearsal found hot: at start-up it would cost half of all processor time and
# 20 MiB, and under load it gets its turn all the same.
# Jetty would ask all of the JVM's management for the width of a reference, which takes a tenth of a second.
# shellcheck disable=SC2034 # used by server.sh
java_flags=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms16m "-Xmx${LANDFALL_HEAP:-512m}" -XX:MinHeapFreeRatio=10
  -XX:MaxHeapFreeRatio=30 -XX:ReservedCodeCacheSize=48m -Xss512k -XX:-UsePerfData
  -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=100000
  -XX:Tier4BackEdgeThreshold=400000 -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining
  -Xlog:disable -Xlog:all=error:stderr --enable-native-access=ALL-UNNAMED
  "-Dorg.sqlite.lib.path=$dist/native" -Dorg.eclipse.jetty.util.referencesPerCacheLine=16)

# Glibc keeps an arena per thread by default, which counts as resident memory and saves nothing here.
export MALLOC_ARENA_MAX=2

class_path() {
  local jar
  printf '%s' "$dist/landfall.jar"
  for jar in "$dist"/lib/*.jar; do printf ':%s' "$jar"; done
}

# Puts what runs in a folder of its own that is exchanged whole: a server that runs keeps the files it has opened.
install_dist() {
  rm -rf "$dist.new" "$dist.old"
  mkdir -p "$dist.new" && cp -R "$target/lib" "$dist.new/lib" || return 1
  cp "$(echo "$target"/landfall-server-*[!s].jar)" "$dist.new/landfall.jar" || return 1
  (unpack_sqlite "$dist.new") || rm -rf "$dist.new/native"
  [ ! -d "$dist" ] || mv "$dist" "$dist.old"
  mv "$dist.new" "$dist"
  rm -rf "$dist.old"
}

# SQLite's native library, once for all starts; from the jar it would be unpacked into the temporary folder each time, and
# stay there when the server is killed. Where this fails the jar does that.
unpack_sqlite() {
  local system machine
  case $(uname -s) in Linux) system=Linux ;; Darwin) system=Mac ;; *) return 1 ;; esac
  case $(uname -m) in x86_64 | amd64) machine=x86_64 ;; aarch64 | arm64) machine=aarch64 ;; *) return 1 ;; esac
  mkdir "$1/native" && cd "$1/native" || return 1
  "$JAVA_HOME/bin/jar" xf "$(echo "$1"/lib/sqlite-jdbc-*.jar)" "org/sqlite/native/$system/$machine" || return 1
  mv "org/sqlite/native/$system/$machine"/* . && rm -r org
}

# True when any file the server is made of is newer than the last build, or one was added or removed.
sources_changed() {
  [ -f "$target/built" ] && [ -f "$dist/landfall.jar" ] || return 0
  [ -n "$(cd "$top" && find pom.xml .mvn contract server/pom.xml server/src/main \
    -name target -prune -o \( -type f -o -path '*/src/*' \) -newer "$target/built" -print -quit)" ]
}

build() {
  need_jdk
  mkdir -p "$target"
  if sources_changed; then
    local what="Building Landfall"
    [ -d "$target/lib" ] || what="Building Landfall (the first build fetches its libraries)"
    touch "$target/building"
    rm -f "$target/built"
    progress "$what" "$top/mvnw" -B -ntp -f "$top/pom.xml" -pl server -am package -Dmaven.test.skip=true ||
      die "the build failed; the lines above say why"
    install_dist
    mv "$target/building" "$target/built"
  fi
  [ -n "${LANDFALL_NO_AOT:-}" ] || cached_for_this_jdk ||
    progress "Preparing a fast start" train || note "Start-up is slower without it; everything else works."
}

cached_for_this_jdk() {
  [ -s "$aot" ] && [ "$(cat "$aot.jdk" 2>/dev/null)" = "$(jdk_identity)" ]
}

jdk_identity() { printf '%s %s' "$JAVA_HOME" "$(cksum <"$JAVA_HOME/release")"; }

# Starts a server aside, asks it what clients usually ask first, and lets the JVM write down what it loaded.
train() {
  local work port pid
  # No range that tasks may have: a server takes over a range whose own server is down, and tasks outlive theirs.
  local rehearsal_range=127.127.127.0/24
  work=$(mktemp -d)
  port=$(free_port)
  "$JAVA_HOME/bin/java" "${java_flags[@]}" "-XX:AOTCacheOutput=$aot.new" -cp "$(class_path)" dev.landfall.Main up \
    --port "$port" --data "$work" --docker-host "unix://$work/none.sock" --public-ips "$rehearsal_range" </dev/null &
  pid=$!
  wait_for 300 begun_or_ended "$work" "$pid" || true
  if [ -s "$work/run/endpoint" ]; then rehearse "$port"; fi
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" || true
  # Only root's server writes into the kernel's tables, and what it wrote outlives it. There is no engine to clear.
  if [ "$(id -u)" = 0 ] && have nft; then
    "$JAVA_HOME/bin/java" "${java_flags[@]}" -cp "$(class_path)" dev.landfall.Main purge --data "$work" \
      --docker-host "unix://$work/none.sock" --public-ips "$rehearsal_range" </dev/null >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
  [ -s "$aot.new" ] || return 1
  mv "$aot.new" "$aot"
  jdk_identity >"$aot.jdk"
}

begun_or_ended() { [ -s "$1/run/endpoint" ] || ! kill -0 "$2"; }

rehearse() {
  local ecs=AmazonEC2ContainerServiceV20141113 ecr=AmazonEC2ContainerRegistry_V20150921 logs=Logs_20140328
  ask "$1" ecs "$ecs.CreateCluster" '{"clusterName":"rehearsal"}'
  ask "$1" ecs "$ecs.DescribeClusters" '{"clusters":["rehearsal"]}'
  ask "$1" ecs "$ecs.RegisterTaskDefinition" '{"family":"rehearsal","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],"containerDefinitions":[{"name":"c","image":"i","essential":true,"portMappings":[{"containerPort":80}]}]}'
  ask "$1" ecs "$ecs.ListTasks" '{"cluster":"rehearsal"}'
  ask "$1" ecs "$ecs.DescribeTasks" '{"cluster":"rehearsal","tasks":["00000000000000000000000000000000"]}'
  ask "$1" ecr "$ecr.CreateRepository" '{"repositoryName":"rehearsal"}'
  ask "$1" ecr "$ecr.GetAuthorizationToken" '{}'
  ask "$1" logs "$logs.CreateLogGroup" '{"logGroupName":"rehearsal"}'
  ask "$1" logs "$logs.DescribeLogGroups" '{}'
  ask "$1" sts '' 'Action=GetCallerIdentity&Version=2011-06-15'
  ask "$1" ec2 '' 'Action=DescribeSubnets&Version=2016-11-15'
  ask "$1" iam '' 'Action=ListRoles&Version=2010-05-08'
}

# ask PORT SERVICE TARGET BODY: one request as an AWS client sends it, the answer thrown away.
ask() {
  local type=application/x-www-form-urlencoded target_line=''
  if [ -n "$3" ]; then
    type=application/x-amz-json-1.1
    target_line=$(printf 'X-Amz-Target: %s\r\nX' "$3")
    target_line=${target_line%X}
  fi
  # In a subshell: a refused connection must not end the whole command.
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\n%sContent-Length: %d\r\nX-Amz-Date: 20260101T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/%s/aws4_request, SignedHeaders=host;x-amz-date, Signature=%064d\r\n\r\n%s' \
      "$type" "$target_line" "${#4}" "$2" 0 "$4" >&3
    while read -r -t 3 -u 3 _; do :; done
  ) 2>/dev/null || true
}

# A TCP port that nothing listens on just now, below those that the system gives out and those kept for host mode.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 8000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  printf '%s' "$port"
}

# wait_for TENTHS COMMAND…: tries the command every tenth of a second until it succeeds.
wait_for() {
  local tries=$1
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.1
  done
}
