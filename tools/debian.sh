# shellcheck shell=bash
# What the tests need of Debian's packages, installed where the caller may.

missing_packages() {
  have_browser || say chromium-headless-shell
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || say postgresql
}

# Who may not install what is missing is told at once what to ask for.
may_have_system_packages() {
  local missing
  missing=$(missing_packages)
  [ -z "$missing" ] || may_install ||
    fail "The tests need: sudo apt-get install -y --no-install-recommends $(tr '\n' ' ' <<<"$missing")"
}

install_system_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  if [ ${#missing[@]} -eq 0 ]; then
    prefer_quick_browser
  else
    apt_install "${missing[@]}"
  fi
}

have_browser() { command -v chromium-headless-shell || command -v chromium; } >/dev/null

# Chromium without windows takes less than half the time; the other one does as well.
prefer_quick_browser() {
  command -v chromium-headless-shell >/dev/null || ! may_install ||
    apt_install chromium-headless-shell || say 'It goes on with chromium.'
}

may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

# One at a time: the environment may need something while the browser is installed.
apt_install() {
  local -a as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  say "Installing from Debian: $* ..."
  (
    flock 8
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -qq -y --no-install-recommends "$@" >/dev/null
  ) 8<tools/debian.sh
}
