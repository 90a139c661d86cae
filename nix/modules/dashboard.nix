# The dashboard: pages, badges and the JSON interface, a swarm service of the bridge's image. It reads the ledger and the
# runs, and has no token.
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
      host.dashboard = { };
    };
  };
}
