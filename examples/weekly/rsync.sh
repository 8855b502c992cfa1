#!/bin/sh
# Copies the published site to a web host. Pages come last, so that none points at what is not there yet,
# and what is gone is removed after that.
#
#   rsync.sh FROM TO      rsync.sh /var/lib/clientele/www web@host.example.org:/srv/www/customers
set -eu
from=${1%/}/
to=${2%/}/
rsync -a --exclude='*.html' --exclude='.clientele-site' "$from" "$to"
rsync -a --delete-after --exclude='.clientele-site' "$from" "$to"
