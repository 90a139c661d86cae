# A config on the swarm cannot be changed: raise its version with its file.
export ENTRYPOINT_VERSION=v1
export HTTPD_CONF_VERSION=v2
export INDEX_HTML_VERSION=v2
export NOT_FOUND_HTML_VERSION=v1
