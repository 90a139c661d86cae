# The dashboard: pages, badges and the JSON interface, as people reach them. The bridge serves them today, so there is no
# service of its own; what is reconciled is that they answer under the host's domain with the certificate of the host.
{ config, lib, ... }:
let
  cfg = config.services.cc-ci;
in
{
  options.services.cc-ci.dashboard.enable = lib.mkEnableOption "cc-ci's dashboard" // {
    default = true;
  };

  config = lib.mkIf (cfg.enable && cfg.bridge.enable && cfg.dashboard.enable) {
    services.cc-ci = {
      reconcilers = lib.mkOrder 500 [ "dashboard" ];
      host.dashboard = { inherit (cfg) domain; };
    };
  };
}
