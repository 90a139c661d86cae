// Builds the Drone server from its Go module, for the sandbox only. A main package whose go.mod has
// replace lines cannot be had by "go install pkg@version": this module requires it and repeats them.
module ccci/parts/drone-server

go 1.17

require github.com/drone/drone v1.10.1

replace github.com/docker/docker => github.com/docker/engine v17.12.0-ce-rc1.0.20200309214505-aa6a9891b09c+incompatible
replace github.com/h2non/gock => gopkg.in/h2non/gock.v1 v1.0.14
replace docker.io/go-docker => github.com/docker/go-docker v1.0.0
