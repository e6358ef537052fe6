# shellcheck shell=bash
# What the tests need of Debian's packages, installed where the caller may.

missing_packages() {
  command -v chromium >/dev/null || say chromium
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || say postgresql
}

install_system_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  may_install ||
    fail "The tests need: sudo apt-get install -y --no-install-recommends ${missing[*]}"
  apt_install "${missing[@]}"
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
