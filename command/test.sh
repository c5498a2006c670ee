# shellcheck shell=bash
# Everything that CI runs: the build with all its tests, the command itself, the tutorial three times over and once
# through a crash. Starts what it needs, ends it by number, and closes with one line of counts.

passed=0 failed=0

run_tests() {
  need_jdk
  have curl || install_packages "the tests" curl || exit 1
  have skopeo || install_packages "the tests" skopeo || exit 1
  have shellcheck || install_packages "the tests" shellcheck || exit 1
  # File systems that hold tasks to their storage; without them those tests are skipped.
  have mkfs.xfs && have mkfs.btrfs || install_packages "the tests" xfsprogs btrfs-progs || true
  (need_aws)
  work=$(mktemp -d "${TMPDIR:-/tmp}/landfall-test.XXXXXX")
  data=$work/data
  mkdir -p "$data"
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  need_engine
  export LANDFALL_TEST_DOCKER_HOST=$DOCKER_HOST
  need_busybox_image || exit 1
  need_flask_base || exit 1
  python3 -m pip --version >/dev/null 2>&1 || install_packages "the tests" python3-pip || true
  need_boto3_image || note "PyPI was not reached: the tests of an SDK in a container (SdkInsideTest) are skipped."
  new_aws

  run_check "the scripts, by shellcheck" check_scripts
  run_maven
  build
  run_counted "the command" "$top/conformance/landfall-command"
  run_tutorials
  say
  say "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

heading() { printf '\n%s== %s ==%s\n' "$bold" "$1" "$plain"; }

run_check() {
  heading "$1"
  if "$2"; then passed=$((passed + 1)) && say "ok"; else failed=$((failed + 1)); fi
}

check_scripts() {
  (cd "$top" && shellcheck -x -a landfall mvnw .ci/run samples/images/rootfs conformance/landfall-command conformance/tutorial bench/run bench/registry/compare)
}

# Tests that fail are counted and the rest goes on; what ends Maven itself is a failure of its own.
run_maven() {
  local started
  heading "the build and its tests"
  started=$(mktemp "$work/started.XXXXXX")
  if ! "$top/mvnw" -B -ntp -fae -f "$top/pom.xml" verify -Dlandfall.excludedGroups= -Dmaven.test.failure.ignore=true </dev/null; then
    warn "the build failed"
    failed=$((failed + 1))
  fi
  count_reports "$started"
}

# The counts are in the attributes of each report's first element.
count_reports() {
  local report head tests errors failures skipped
  while read -r report; do
    head=$(grep -m 1 -A 3 '<testsuite ' "$report" | tr '\n' ' ')
    tests=$(attribute tests) errors=$(attribute errors) failures=$(attribute failures) skipped=$(attribute skipped)
    passed=$((passed + tests - errors - failures - skipped))
    failed=$((failed + errors + failures))
    [ "$errors$failures" = 00 ] || say "FAILED  $(attribute name)"
  done < <(find "$top" -path '*/target/surefire-reports/TEST-*.xml' -newer "$1")
  say "so far: $passed passed and $failed failed"
}

attribute() { [[ $head =~ \ $1=\"([^\"]*)\" ]] && printf '%s' "${BASH_REMATCH[1]}"; }

# run_counted WHAT COMMAND…: a script of ours or of the acceptance, which closes with "N passed, M failed".
run_counted() {
  local what=$1 status=0 counts
  shift
  heading "$what"
  "$@" </dev/null >"$work/counted" 2>&1 || status=$?
  sed 's/^/  /' "$work/counted"
  counts=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$work/counted" | tail -n 1)
  passed=$((passed + ${counts% *}))
  failed=$((failed + ${counts#* }))
  # Whatever it counted, a script that ends badly has failed.
  if [ "$status" != 0 ] && [ "${counts#* }" = 0 ] || [ -z "$counts" ]; then
    say "  it ended with status $status"
    failed=$((failed + 1))
  fi
}

run_tutorials() {
  local acceptance=$top/../shared/acceptance/tutorial round server_options
  port=$(free_port)
  # Addresses of its own, beside those of a server which may be running for real.
  server_options=(--port "$port" --data "$data" --vpc 172.29.0.0/16 --public-ips 127.65.0.0/16
    --docker-host "$DOCKER_HOST")
  heading "a server for the tutorial"
  if ! "$top/landfall" up --detach "${server_options[@]}"; then
    failed=$((failed + 1))
    return
  fi
  AWS_ENDPOINT_URL=$(endpoint)
  export AWS_ENDPOINT_URL
  for round in 1 2 3; do
    if [ -x "$acceptance" ]; then
      # Its readers begin with revision 1, and a revision is never given out twice: each has an account of its own.
      run_counted "the acceptance tutorial, round $round" env AWS_ACCESS_KEY_ID="00000000000$round" "$acceptance"
    else
      note "No acceptance script at $acceptance; the project's own tutorial stands in."
      run_counted "the tutorial, round $round" "$top/conformance/tutorial"
    fi
  done
  export LANDFALL_CRASH_DATA=$data
  run_counted "the tutorial through a crash" "$top/conformance/tutorial" --crash "$top/landfall" up --detach "${server_options[@]}"
  [ "$failed" = 0 ] || tail -n 60 "$data"/server.log "$data"/server.log.1 2>/dev/null || true
}

# An older aws (Debian 12's) gets its option from a stand-in on the path.
new_aws() {
  local real
  if aws_knows_the_variable; then return; fi
  real=$(command -v aws)
  mkdir -p "$work/bin"
  # shellcheck disable=SC2016 # expanded when it runs
  printf '#!/bin/sh\nexec "%s" ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"\n' "$real" >"$work/bin/aws"
  chmod +x "$work/bin/aws"
  export PATH=$work/bin:$PATH
}

clean_up() {
  local status=$?
  trap - EXIT INT TERM
  purge=1
  down >"$work/down" 2>&1 || cat "$work/down"
  rm -rf "$work"
  exit "$status"
}
