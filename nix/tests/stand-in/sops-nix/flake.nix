{
  description = "A stand-in for sops-nix: the options that this repository sets";

  inputs.nixpkgs.url = "path:../nixpkgs";

  outputs = _: {
    nixosModules.sops =
      { config, lib, ... }:
      let
        inherit (lib) mkOption types;
        opt = type: default: mkOption { inherit type default; };
        secret =
          { name, ... }:
          {
            options = {
              key = opt types.str name;
              path = opt types.str "/run/secrets/${name}";
              mode = opt types.str "0400";
              owner = opt (types.nullOr types.str) null;
              group = opt (types.nullOr types.str) null;
              restartUnits = opt (types.listOf types.str) [ ];
            };
          };
        template =
          { name, ... }:
          {
            options = {
              content = opt types.lines "";
              path = opt types.str "/run/secrets/rendered/${name}";
              mode = opt types.str "0400";
              restartUnits = opt (types.listOf types.str) [ ];
            };
          };
      in
      {
        options.sops = {
          defaultSopsFile = opt types.path "/dev/null";
          age = {
            keyFile = opt (types.nullOr types.str) null;
            sshKeyPaths = opt (types.listOf types.path) [ ];
            generateKey = opt types.bool false;
          };
          gnupg.sshKeyPaths = opt (types.listOf types.path) [ ];
          placeholder = opt (types.attrsOf types.str) (
            lib.mapAttrs (name: _: "<SOPS:${name}>") config.sops.secrets
          );
          secrets = opt (types.attrsOf (types.submodule secret)) { };
          templates = opt (types.attrsOf (types.submodule template)) { };
        };
      };
  };
}
