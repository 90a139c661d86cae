# Docker with a swarm of one node, and the overlay network that joins every recipe with the proxy.
{ config, lib, ... }:
let
  cfg = config.services.cc-ci;
in
{
  options.services.cc-ci.swarm.advertiseAddress = lib.mkOption {
    type = lib.types.str;
    default = "127.0.0.1";
    example = "10.0.0.4";
    description = "Address of this node in the swarm. A swarm of one node needs no other than loopback.";
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = !config.virtualisation.docker.daemon.settings.live-restore;
        message = "cc-ci needs a swarm, and Docker's live-restore does not go with one: set virtualisation.docker.daemon.settings.live-restore = false";
      }
    ];
    virtualisation.docker = {
      enable = true;
      # Stronger than NixOS's default, weaker than the operator's word, which the assertion answers.
      daemon.settings.live-restore = lib.mkOverride 900 false;
      # Never volumes: they are what is tested, and the ledger's.
      autoPrune = {
        enable = true;
        dates = "weekly";
        flags = [ "--filter=until=168h" ];
      };
    };
    services.cc-ci = {
      reconcilers = lib.mkOrder 100 [ "swarm" ];
      host.swarm = { inherit (cfg.swarm) advertiseAddress; };
    };
  };
}
