# Sourced by quickstart.sh and by tests/run.sh: installs Debian packages that are not there yet.

BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config libsqlite3-dev libhpdf-dev libpng-dev zlib1g-dev
  libcmark-dev libutf8proc-dev libgsl-dev libyaml-dev libstb-dev libxlsxwriter-dev
  libjansson-dev libzip-dev libexpat1-dev libgmime-3.0-dev libcurl4-openssl-dev"

# install_packages NAME...: as root, or through sudo.
install_packages() {
  missing=""
  for package in "$@"; do
    case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
      *"ok installed"*) ;;
      *) missing="$missing $package" ;;
    esac
  done
  if [ -z "$missing" ]; then
    echo "All Debian packages that are needed are installed."
    return 0
  fi
  echo "Installing Debian packages:$missing"
  sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "Please install these packages as root, or install sudo:$missing" >&2
      return 1
    }
    sudo="sudo"
  fi
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
