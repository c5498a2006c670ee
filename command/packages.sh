# shellcheck shell=bash
# Installs Debian's packages, after saying so.

have() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: directly, or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    warn "this needs root, and there is no sudo: $*"
    return 1
  fi
}

apt_candidate() {
  local candidate
  have apt-cache || return 1
  candidate=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p')
  [ -n "$candidate" ] && [ "$candidate" != "(none)" ]
}

apt_refresh() { progress "Reading Debian's package lists" as_root apt-get -q -o DPkg::Lock::Timeout=300 update; }

# install_packages WHY PACKAGE…: fails, having said what to do, where it cannot.
install_packages() {
  local why=$1
  shift
  if ! have apt-get; then
    warn "$why needs $*: install it with your system's package manager, then try again"
    return 1
  fi
  if ! agree "$why needs Debian's $*. Install it now?"; then
    warn "without $* there is no $why"
    return 1
  fi
  say "Installing Debian's $* for $why."
  # Ask for the password here, where it can be typed.
  [ "$(id -u)" = 0 ] || ! have sudo || sudo -v || return 1
  for package in "$@"; do
    apt_candidate "$package" || { apt_refresh && break; } || return 1
  done
  progress "Installing $*" apt_install "$@" && return 0
  apt_refresh && progress "Installing $* once more" apt_install "$@"
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
}
