# The image of the bridge's swarm service: cc-ci and the certificates of the world, for a user without rights.
{
  dockerTools,
  cacert,
  cc-ci,
  lib,
}:
dockerTools.streamLayeredImage {
  name = "cc-ci-bridge";
  contents = [
    dockerTools.binSh
    cacert
  ];
  config = {
    Cmd = [ "serve" ];
    # What a service says besides is words for it: serve --role dashboard.
    Entrypoint = [ (lib.getExe cc-ci) ];
    Env = [
      "HOME=/tmp"
      "LC_ALL=C.UTF-8"
      "SSL_CERT_FILE=${cacert}/etc/ssl/certs/ca-bundle.crt"
    ];
    ExposedPorts."8090/tcp" = { };
    User = "65532:65532";
  };
}
