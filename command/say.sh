# shellcheck shell=bash
# How the command speaks: one line per thing done, progress for anything longer than two seconds, colours only on a terminal.

# shellcheck disable=SC2034 # used by the files that read this one
bold='' dim='' red='' green='' yellow='' cyan='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  # shellcheck disable=SC2034
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' yellow=$'\e[33m' cyan=$'\e[36m' plain=$'\e[0m'
fi

say() { printf '%s\n' "$*"; }
note() { printf '%s%s%s\n' "$dim" "$*" "$plain"; }
warn() { printf '%slandfall: %s%s\n' "$yellow" "$*" "$plain" >&2; }
die() {
  printf '%slandfall: %s%s\n' "$red" "$*" "$plain" >&2
  exit 1
}
misuse() {
  printf '%slandfall: %s%s\nTry ./landfall --help\n' "$red" "$*" "$plain" >&2
  exit 2
}

# The time in milliseconds; whole seconds where date knows no finer (macOS).
now_millis() {
  local nanos
  nanos=$(date +%s%N)
  case $nanos in *N) printf '%s000' "${nanos%N}" ;; *) printf '%s' "${nanos%??????}" ;; esac
}

# 1234 → 1.2 s
seconds() { printf '%d.%d s' "$(($1 / 1000))" "$(($1 % 1000 / 100))"; }

# progress WHAT COMMAND…: runs the command with its output kept aside; says how long it took, or shows its last lines when it fails.
progress() {
  local what=$1 log started status=0 pid elapsed last=0
  shift
  log=$(mktemp)
  started=$(now_millis)
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    elapsed=$(($(now_millis) - started))
    if [ -t 1 ]; then
      [ "$elapsed" -lt 500 ] || printf '\r%s%s… %s%s\e[K' "$dim" "$what" "$(seconds "$elapsed")" "$plain"
    elif [ $((elapsed / 1000)) -ge $((last + (last < 2 ? 2 : 15))) ]; then
      last=$((elapsed / 1000))
      say "… $what ($last s)"
    fi
  done
  wait "$pid" || status=$?
  elapsed=$(($(now_millis) - started))
  [ ! -t 1 ] || printf '\r\e[K'
  if [ "$status" = 0 ]; then
    say "$green✓$plain $what $dim($(seconds "$elapsed"))$plain"
  else
    say "$red✗$plain $what $dim($(seconds "$elapsed"))$plain"
    tail -n 25 "$log" | sed 's/^/    /'
  fi
  rm -f "$log"
  return "$status"
}

# agree QUESTION: yes without asking where nobody can answer, or where --yes or LANDFALL_YES said so before.
agree() {
  local answer
  if [ -n "${LANDFALL_YES:-}" ] || [ -n "${CI:-}" ] || [ ! -t 0 ] || [ ! -t 1 ]; then return 0; fi
  printf '%s [Y/n] ' "$1"
  read -r answer
  case $answer in '' | [yY]*) return 0 ;; *) return 1 ;; esac
}
