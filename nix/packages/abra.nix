# The command line of Co-op Cloud, which nixpkgs does not have. docs/install.md says how to go to a newer one.
{
  lib,
  buildGoModule,
  fetchFromGitea,
}:
buildGoModule (finalAttrs: {
  pname = "abra";
  version = "0.11.0-beta";
  src = fetchFromGitea {
    domain = "git.coopcloud.tech";
    owner = "toolshed";
    repo = "abra";
    tag = finalAttrs.version;
    hash = "sha256-m0x5uC6E5p3Yj/oFw37s1e0biaF8Qh3hP4d9jew8mlA=";
  };
  vendorHash = null;
  subPackages = [ "cmd/abra" ];
  env.CGO_ENABLED = 0;
  ldflags = [
    "-s"
    "-w"
    "-X main.Version=${finalAttrs.version}"
  ];
  meta = {
    description = "Command line of Co-op Cloud";
    homepage = "https://docs.coopcloud.tech/abra";
    license = lib.licenses.gpl3Plus;
    mainProgram = "abra";
    platforms = lib.platforms.linux;
  };
})
