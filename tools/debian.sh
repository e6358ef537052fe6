# shellcheck shell=bash
# What the tests need of Debian's packages, installed where the caller may.

missing_packages() {
  have_browser || say chromium-headless-shell
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || say postgresql
}

install_system_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  if [ ${#missing[@]} -eq 0 ]; then
    prefer_quick_browser
    return 0
  fi
  may_install ||
    fail "The tests need: sudo apt-get install -y --no-install-recommends ${missing[*]}"
  apt_install "${missing[@]}"
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

apt_install() {
  local -a as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  say "Installing from Debian: $* ..."
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}
