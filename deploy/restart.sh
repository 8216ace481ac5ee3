#!/bin/sh
# restart.sh data.example.org 8001 8002, as root: the web processes of this machine one after the other, each when the one before answers
# and nginx knows it; then its worker and clock. Where one does not come back it ends, and the others go on as they were.
# ADDRESS: where they listen (HOST of /etc/govcompare.env), if not on 127.0.0.1.
set -eu
site=$1
shift
for port in "$@"; do
    systemctl restart "govcompare-web@$port"
    curl --silent --show-error --fail --output /dev/null --max-time 5 --retry 30 --retry-delay 1 --retry-all-errors \
        --header "Host: $site" --header 'X-Forwarded-Proto: https' "http://${ADDRESS:-127.0.0.1}:$port/healthz/" || {
        echo "govcompare-web@$port does not answer: journalctl -u govcompare-web@$port. Nothing else was restarted." >&2
        exit 1
    }
    # longer than fail_timeout of nginx.conf, for which it does not ask a process that failed
    sleep 2
done
for unit in govcompare-worker govcompare-beat; do
    if systemctl is-enabled --quiet $unit; then systemctl restart $unit; fi
done
