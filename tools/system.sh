#!/usr/bin/env bash
# Installs what the tests need from Debian and is not there. Without root it says what to run, and goes on:
# tests that miss something are skipped, or fail where CI=true.
set -euo pipefail

# package, what tells that it is there, what for
needed() {
  cat <<'LIST'
chromium              command:chromium                        the browser of tests/browser
nginx-light           command:nginx                           serves the site to the browser
npm                   command:npm                             installs html-validate and lighthouse
fonts-noto-cjk        file:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc  Chinese characters in the browser and in PDF files
fonts-dejavu-core     file:/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf  a font without Chinese, for a test of PDF files
fontconfig            command:fc-list                         finds fonts for PDF files
poppler-utils         command:pdftoppm                        reads the PDF files that tests make
libpango-1.0-0        library:libpango-1.0.so.0               lays out text in PDF files
libpangocairo-1.0-0   library:libpangocairo-1.0.so.0          draws text in PDF files
libpangoft2-1.0-0     library:libpangoft2-1.0.so.0            finds fonts for PDF files
libharfbuzz-subset0   library:libharfbuzz-subset.so.0         keeps fonts in PDF files small
util-linux            command:unshare                         takes the network away from a test of the build
locales               locales:zh_CN.utf8,tr_TR.utf8           languages in which the program must run alike
LIST
}

there() {
  local kind=${1%%:*} name=${1#*:}
  case $kind in
    command) PATH=$PATH:/usr/sbin command -v "$name" >/dev/null ;;
    file) test -e "$name" ;;
    library) PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -F "$name" >/dev/null ;;
    locales) for one in ${name//,/ }; do locale -a 2>/dev/null | sed 's/UTF-8/utf8/' | grep -x "$one" >/dev/null || return 1; done ;;
  esac
}

missing=()
while read -r package sign _; do
  there "$sign" || missing+=("$package")
done < <(needed)

if [ ${#missing[@]} -eq 0 ]; then
  exit 0
fi

install="apt-get install -y --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
  echo "Missing for some tests (Debian's names): ${missing[*]}" >&2
elif [ "$(id -u)" -ne 0 ]; then
  echo "Missing for some tests; to install it: sudo $install" >&2
else
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  $install -qq >/dev/null
  if [[ " ${missing[*]} " == *" locales "* ]]; then
    localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    localedef -i tr_TR -f UTF-8 tr_TR.UTF-8
  fi
fi
