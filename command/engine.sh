# shellcheck shell=bash
# The container engine: the one there is, or one of our own that lives in the data folder and ends with it.

# The engine that commands here and the server use.
engine_host() {
  if [ -n "$docker_host" ]; then
    printf '%s' "$docker_host"
  elif [ -n "${DOCKER_HOST:-}" ]; then
    printf '%s' "$DOCKER_HOST"
  elif [ -S "$data/docker/docker.sock" ]; then
    printf 'unix://%s/docker/docker.sock' "$data"
  elif [ ! -S /var/run/docker.sock ] && [ -S "$HOME/.docker/run/docker.sock" ]; then
    printf 'unix://%s/.docker/run/docker.sock' "$HOME"
  else
    printf 'unix:///var/run/docker.sock'
  fi
}

engine_answers() { have docker && docker --host "$(engine_host)" version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Makes an engine answer and points docker at it: the one there is, else Debian's, started by its package or by us.
need_engine() {
  if ! engine_answers; then
    [ -z "$docker_host${DOCKER_HOST:-}" ] || die "no Docker engine answers at $(engine_host), which was asked for"
    if [ -S /var/run/docker.sock ] && ! [ -w /var/run/docker.sock ] && [ "$(id -u)" != 0 ]; then
      die "you may not use the Docker engine that runs here; try: sudo usermod -aG docker $USER, log in again, and repeat this"
    fi
    say "No Docker engine answers at $(engine_host)."
    need_dockerd
    # Where systemd runs, the package has started it.
    wait_for 20 engine_answers || start_engine
  fi
  DOCKER_HOST=$(engine_host)
  export DOCKER_HOST
}

need_dockerd() {
  local packages=(docker.io iproute2 nftables)
  control_groups_mounted || packages+=(cgroupfs-mount)
  if have dockerd && have docker && control_groups_mounted; then return; fi
  install_packages "running containers" "${packages[@]}" || exit 1
  # Where nothing starts services, its own start script has not run either.
  control_groups_mounted || ! have cgroupfs-mount || as_root cgroupfs-mount || true
}

control_groups_mounted() { grep -q ' /sys/fs/cgroup' /proc/mounts 2>/dev/null; }

start_engine() {
  local home=$data/docker
  [ "$(id -u)" = 0 ] || die "starting a Docker engine needs root; try: sudo ./landfall $command_name"
  [ "${#home}" -le 70 ] || die "the path $home is too long for the engine's sockets; choose a shorter one with --data"
  mkdir -p "$home"
  rm -f "$home/docker.sock"
  local cgroups=()
  # systemd's cgroup driver wants systemd.
  [ -d /run/systemd/system ] || cgroups=(--exec-opt native.cgroupdriver=cgroupfs)
  say "Starting a Docker engine of its own in $home."
  setsid dockerd --host "unix://$home/docker.sock" --data-root "$home/data" --exec-root "$home/exec" \
    --pidfile "$home/pid" ${cgroups[@]+"${cgroups[@]}"} </dev/null >"$home/log" 2>&1 &
  if ! progress "Waiting for the Docker engine" wait_for 300 engine_answers; then
    tail -n 10 "$home/log" >&2
    die "the Docker engine did not start (its log: $home/log)"
  fi
}

# Stops only what start_engine started, by the number it wrote down.
stop_engine() {
  local pid
  pid=$(cat "$data/docker/pid" 2>/dev/null) || return 0
  if is_process "$pid" "$data/docker"; then
    note "The Docker engine in $data/docker was started by Landfall and ends with it; so do its containers."
    as_root kill -TERM "$pid"
    progress "Stopping the Docker engine (process $pid)" wait_for 300 gone "$pid" || as_root kill -KILL "$pid"
  fi
  # A container in the host's network leaves a mount there that would keep the folder from being removed.
  if [ -d "$data/docker/exec/netns" ]; then
    find "$data/docker/exec/netns" -type f -exec umount {} \; 2>/dev/null || true
  fi
  rm -f "$data/docker/pid" "$data/docker/docker.sock"
}

# Everything of this instance outside of its data folder, in the engine and in the kernel.
remove_workloads() {
  local as=()
  [ -s "$data/identity" ] || return 0
  need_jdk
  [ -f "$dist/landfall.jar" ] || build
  server_command
  # What root's server made only root can take back.
  [ -O "$data/identity" ] || as=(as_root)
  progress "Removing what this instance made" ${as[@]+"${as[@]}"} env LANDFALL_DATA="$data" \
    LANDFALL_DOCKER_HOST="$(engine_host)" "${server[@]}" purge ${server_options[@]+"${server_options[@]}"} ||
    warn "try again with the engine: ./landfall down --purge"
}

# Docker 20.10 at times counts a container on a network that has none, and keeps the network until it is restarted. An engine
# of ours is, lest its end leave the network's device and rules in the kernel.
remove_stuck_networks() {
  local pid left network
  local -x DOCKER_HOST=unix://$data/docker/docker.sock
  pid=$(cat "$data/docker/pid" 2>/dev/null) && is_process "$pid" "$data/docker" || return 0
  left=$(docker network ls --quiet --filter label=dev.landfall.instance 2>/dev/null) && [ -n "$left" ] || return 0
  note "Docker is restarted, for it does not let go of a network."
  stop_engine >/dev/null
  (start_engine) || return 0
  for network in $left; do docker network rm "$network" >/dev/null || true; done
}
