// Builds Drone's exec runner from its Go module, for the sandbox only: a module of its own pins the
// version and the checksums of everything that goes into it.
module ccci/parts/drone-runner-exec

go 1.17

require github.com/drone-runners/drone-runner-exec v1.0.0-beta.10
