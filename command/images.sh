# shellcheck shell=bash
# The images that demo and tests run, made here because not every machine reaches a registry.

export DOCKER_BUILDKIT=0 # the classic builder is in every engine; buildx is not

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

need_busybox_image() {
  has_image landfall/busybox:local || progress "Making the image landfall/busybox:local" make_busybox_image
}

make_busybox_image() {
  make_rootfs busybox &&
    docker import --change 'LABEL dev.landfall.sample=busybox' --change 'CMD ["sh"]' "$cache/busybox.tar" landfall/busybox:local
}

# A base with Python and Flask.
need_flask_base() {
  has_image landfall/python-flask:local ||
    progress "Making the image landfall/python-flask:local from Debian's packages" make_flask_base
}

make_flask_base() {
  local context=$cache/python-flask-image
  make_rootfs python-flask python3-flask || return 1
  mkdir -p "$context"
  cp "$top/samples/images/python-flask/Dockerfile" "$context/"
  ln -f "$cache/python-flask.tar" "$context/rootfs.tar"
  docker build -q -t landfall/python-flask:local "$context"
}

# Python with boto3, for the tests of what code in a container finds. Debian 12's own is older than AWS_ENDPOINT_URL.
need_boto3_image() {
  has_image landfall/python-boto3:local ||
    progress "Making the image landfall/python-boto3:local from Debian's Python and PyPI's boto3" make_boto3_image
}

make_boto3_image() {
  local context=$cache/python-boto3-image
  make_rootfs python-boto3 python3 || return 1
  mkdir -p "$context"
  if [ ! -d "$context/site-packages" ]; then
    rm -rf "$context/site-packages.new"
    python3 -m pip install -q --disable-pip-version-check --root-user-action ignore --no-compile --only-binary :all: \
      --target "$context/site-packages.new" "boto3>=1.34,<2" || return 1
    mv "$context/site-packages.new" "$context/site-packages"
  fi
  cp "$top/samples/images/python-boto3/Dockerfile" "$context/"
  ln -f "$cache/python-boto3.tar" "$context/rootfs.tar"
  docker build -q -t landfall/python-boto3:local "$context"
}

# make_rootfs NAME PACKAGE…: kept, so that another engine gets the same without fetching again.
make_rootfs() {
  local out=$cache/$1.tar
  [ ! -s "$out" ] || return 0
  shift
  if ! have dpkg-deb || ! have apt-get; then
    echo "this machine has no Debian packages to make an image from, and the tutorial's own base was not reached"
    return 1
  fi
  mkdir -p "$cache"
  if ! CACHE=$cache/debs "$top/samples/images/rootfs" "$out.new" "$@"; then
    # Most often lists that are missing or old.
    as_root apt-get -q update && CACHE=$cache/debs "$top/samples/images/rootfs" "$out.new" "$@" || return 1
  fi
  mv "$out.new" "$out"
}

# Whether Docker Hub is there, found out in a moment and without logging in anywhere.
hub_answers() {
  [ -z "${LANDFALL_OFFLINE:-}${CI:-}" ] && have getent && timeout 3 getent hosts registry-1.docker.io >/dev/null 2>&1
}

# Builds the tutorial's application as flask-app:latest, from its own Dockerfile where that can be done.
build_flask_app() {
  if ! has_image landfall/python-flask:local && hub_answers &&
    progress "docker build -t flask-app samples/flask" docker build -q -t flask-app "$top/samples/flask"; then
    return 0
  fi
  need_flask_base || return 1
  progress "docker build -t flask-app -f samples/flask/Dockerfile.local samples/flask" \
    docker build -q -t flask-app -f "$top/samples/flask/Dockerfile.local" "$top/samples/flask"
}
