#!/bin/sh
# Sets the password of SuperUser, and becomes the server.
set -eu
umask 077

ini=/etc/mumble-server.ini
murmurd -ini "$ini" -readsupw </run/secrets/su_pass
exec murmurd -fg -ini "$ini"
