# shellcheck shell=bash
# The server process: start, find, stop, talk to.

# Sets the command java with everything but its arguments.
server_command() {
  server=("$JAVA_HOME/bin/java" "${java_flags[@]}")
  # A cache that this JVM cannot use is passed over silently, by the JVM itself.
  if cached_for_this_jdk; then server+=("-XX:AOTCache=$aot"); fi
  server+=(-cp "$(class_path)" dev.landfall.Main)
}

server_pid() {
  local pid
  pid=$(cat "$data/run/pid" 2>/dev/null) && is_process "$pid" dev.landfall.Main && printf '%s' "$pid"
}

# is_process PID WORD: whether the process lives and is what we think; numbers are used again.
is_process() {
  kill -0 "$1" 2>/dev/null || as_root kill -0 "$1" 2>/dev/null || return 1
  case $(ps -o args= -p "$1" 2>/dev/null) in *"$2"*) return 0 ;; *) return 1 ;; esac
}

endpoint() {
  if [ -n "$(server_pid)" ] && [ -s "$data/run/endpoint" ]; then
    cat "$data/run/endpoint"
  else
    printf 'http://localhost:%s\n' "$port"
  fi
}

up() {
  build
  server_command
  if [ -z "$detach" ]; then exec "${server[@]}" up "$@"; fi
  if [ -n "$(server_pid)" ] && [ -s "$data/run/endpoint" ]; then
    say "Landfall runs already, at $(endpoint)"
    [ ! "$target/built" -nt "$data/run/pid" ] || note "It is of an older build: ./landfall down, then up, for the new one."
    return 0
  fi
  mkdir -p "$data"
  [ ! -f "$data/server.log" ] || mv "$data/server.log" "$data/server.log.1"
  rm -f "$data/run/endpoint"
  # A session of its own, so that closing this terminal does not end it.
  if have setsid; then server=(setsid "${server[@]}"); else server=(nohup "${server[@]}"); fi
  "${server[@]}" up "$@" </dev/null >"$data/server.log" 2>&1 &
  local pid=$!
  if wait_for 600 begun_or_ended "$data" "$pid" && [ -s "$data/run/endpoint" ]; then
    # It says the rest just after it begins to answer.
    wait_for 100 grep -q 'use it ' "$data/server.log" || true
    cat "$data/server.log"
    note "  log     $data/server.log        stop it with: ./landfall down"
    return 0
  fi
  sed 's/^landfall: //' "$data/server.log" >&2
  die "the server did not start (its log: $data/server.log)"
}

down() {
  local pid
  pid=$(server_pid) || true
  if [ -n "$pid" ]; then
    kill -TERM "$pid" 2>/dev/null || as_root kill -TERM "$pid"
    if ! progress "Stopping Landfall (process $pid)" wait_for 200 gone "$pid"; then
      warn "it did not stop in time and is ended now"
      as_root kill -KILL "$pid"
    fi
  else
    say "No server runs with $data."
  fi
  if [ -n "$purge" ]; then
    remove_workloads
    remove_stuck_networks
  fi
  stop_engine
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# The aws command line, pointed at the server. The option is known to every version, the variable only to newer ones.
aws_cli() {
  need_aws
  export AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-us-east-1}
  local id=test secret=test
  # A server that enforces signatures leaves its root key here, for its owner.
  if [ -r "$data/root-credentials" ]; then { read -r id && read -r secret; } <"$data/root-credentials"; fi
  export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-$id} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-$secret}
  export AWS_PAGER=${AWS_PAGER-}
  exec aws --endpoint-url "$(endpoint)" "$@"
}

need_aws() { have aws || install_packages "the aws command line" awscli >&2 || exit 1; }

# AWS_ENDPOINT_URL is known since 1.29 and 2.13.
aws_knows_the_variable() {
  local version
  version=$(aws --version 2>&1 | sed -nE 's/^aws-cli\/([0-9]+)\.([0-9]+)\..*/\1 \2/p')
  case $version in
    '1 '[0-9] | '1 1'[0-9] | '1 2'[0-8] | '2 '[0-9] | '2 1'[0-2]) return 1 ;;
    *) return 0 ;;
  esac
}
