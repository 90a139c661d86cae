// Builds sops from its Go module, for the tests of a host's secrets only: a module of its own pins the
// version and the checksums of everything that goes into it.
module ccci/parts/sops

go 1.25.8

require github.com/getsops/sops/v3 v3.13.3
