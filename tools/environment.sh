# shellcheck shell=bash
# The Python environment in .venv: `prepare demo` or `prepare test` brings it up to date.

readonly READY=.venv/ready # which extras were installed from which files
readonly PLACE=.venv/place # where the environment was made; scripts inside name that path
export UV_PYTHON_DOWNLOADS=never

# One at a time: two terminals may start at once.
prepare() {
  if command -v flock >/dev/null; then
    (flock 9 && renew "$1") 9<.
  else
    renew "$1"
  fi
}

renew() {
  local extras=$1 wanted
  # Who has the tests' packages keeps them.
  if [ "$(cut -d ' ' -f 1 "$READY" 2>/dev/null)" = test ]; then extras='test'; fi
  usable || make_environment
  wanted="$extras $(fingerprint)"
  if [ "$(cat "$READY" 2>/dev/null)" != "$wanted" ]; then
    install_packages "$extras"
    say "$wanted" >"$READY"
  fi
  compile_catalogues
}

fingerprint() { { cat pyproject.toml constraints.txt && "$PYTHON" -V; } | cksum; }

have_uv() { uv --version >/dev/null 2>&1; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

usable() {
  new_enough "$PYTHON" || return 1
  [ ! -e "$PLACE" ] || [ "$(cat "$PLACE")" = "$PWD" ] || return 1
  have_uv || "$PYTHON" -m pip --version >/dev/null 2>&1
}

make_environment() {
  local python
  say 'Making the environment in .venv ...'
  python=$(find_python) ||
    fail 'Python 3.11 or newer is needed: sudo apt-get install -y python3 python3-venv'
  if have_uv; then
    uv venv --quiet --clear --no-project --python "$python" .venv
  else
    "$python" -c 'import ensurepip' 2>/dev/null || install_venv "$python"
    "$python" -m venv --clear .venv
  fi
  pwd >"$PLACE"
}

# The system's own first: it gets security updates, and is built to be quick, which one that a
# version manager has compiled on the spot seldom is.
find_python() {
  local name
  for name in /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 python3; do
    if new_enough "$name"; then
      say "$name"
      return
    fi
  done
  return 1
}

install_venv() {
  local package
  package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    fail "This Python cannot make environments yet: sudo apt-get install -y $package"
  fi
  apt_install "$package"
}

install_packages() {
  local what=.
  [ "$1" = demo ] || what=".[$1]"
  say 'Installing the Python packages ...'
  rm -f "$READY"
  if have_uv; then
    uv pip install --quiet --python "$PYTHON" -c constraints.txt -b constraints.txt -e "$what"
  else
    # The variables pin what builds the package too: older pip reads the first, newer the second.
    PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
      "$PYTHON" -m pip install --quiet --no-compile --disable-pip-version-check \
      -c constraints.txt -e "$what"
  fi
}

compile_catalogues() {
  local source
  for source in institution/locale/*/LC_MESSAGES/*.po; do
    if [ "$source" -nt "${source%.po}.mo" ]; then
      "$PYTHON" -m babel.messages.frontend --quiet compile -d institution/locale
      return
    fi
  done
}
