# The declarations of the NixOS options that this repository sets, with their types.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;
  opt = type: default: mkOption { inherit type default; };
  strings = opt (types.listOf types.str) [ ];
  file = types.submodule {
    options = {
      text = opt (types.nullOr types.lines) null;
      source = opt types.path "/dev/null";
      mode = opt types.str "symlink";
    };
  };
in
{
  imports = [ ./systemd.nix ];

  options = {
    assertions = opt (types.listOf types.anything) [ ];
    warnings = strings;
    boot.loader.grub.device = opt types.str "";
    environment = {
      etc = opt (types.attrsOf file) { };
      systemPackages = opt (types.listOf types.package) [ ];
    };
    fileSystems = opt (types.attrsOf types.attrs) { };
    networking = {
      firewall.allowedTCPPorts = opt (types.listOf types.port) [ ];
      hostName = opt types.str "nixos";
    };
    nixpkgs = {
      config.allowUnfreePredicate = opt types.raw (_: false);
      hostPlatform = opt types.str "x86_64-linux";
    };
    services.openssh.enable = opt types.bool false;
    system = {
      build = opt (types.attrsOf types.raw) { };
      preSwitchChecks = opt (types.attrsOf types.lines) { };
      stateVersion = opt types.str "26.05";
    };
    virtualisation.docker = {
      enable = opt types.bool false;
      autoPrune = {
        enable = opt types.bool false;
        dates = opt types.str "weekly";
        flags = strings;
      };
      daemon.settings.live-restore = opt types.bool true;
      package = opt types.package {
        type = "derivation";
        outPath = "/nix/store/00000000000000000000000000000000-docker";
      };
    };
  };

  config.system.build.toplevel = derivation {
    name = "nixos-system-${config.networking.hostName}";
    system = "x86_64-linux";
    builder = "/bin/sh";
    units = builtins.toJSON config.systemd.units;
    etc = builtins.toJSON (
      lib.mapAttrs (_: each: [
        each.text
        "${each.source}"
      ]) config.environment.etc
    );
  };
}
