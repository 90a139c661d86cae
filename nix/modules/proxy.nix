# Traefik by the Co-op Cloud recipe, with the wildcard certificate out of the secrets and no ACME.
{ config, lib, ... }:
let
  cfg = config.services.cc-ci;
in
{
  options.services.cc-ci.proxy = {
    enable = lib.mkEnableOption "cc-ci's proxy" // {
      default = true;
    };
    domain = lib.mkOption {
      type = lib.types.str;
      default = "traefik.${cfg.domain}";
      defaultText = lib.literalExpression ''"traefik.''${config.services.cc-ci.domain}"'';
      example = "traefik.ci.example.org";
      description = "Domain of Traefik's own app, which is its name in abra.";
    };
    recipeVersion = lib.mkOption {
      type = lib.types.str;
      example = "3.8.0+v3.6.2";
      description = "Version of the recipe traefik; `abra recipe versions traefik` lists them.";
    };
    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      example = {
        LOG_LEVEL = "WARN";
      };
      description = "More settings of the recipe's .env file.";
    };
    certificate = lib.mkOption {
      type = lib.types.str;
      default = "/var/lib/ci-certs/live";
      example = "/var/lib/ci-certs/live";
      description = "Folder with fullchain.pem and privkey.pem, which cover the domain and all names below it.";
    };
  };

  config = lib.mkIf (cfg.enable && cfg.proxy.enable) {
    networking.firewall.allowedTCPPorts = [
      80
      443
    ];
    services.cc-ci = {
      reconcilers = lib.mkOrder 200 [ "proxy" ];
      host.proxy = {
        inherit (cfg.proxy) domain;
        recipe = "traefik";
        version = cfg.proxy.recipeVersion;
        settings = {
          COMPOSE_FILE = "compose.yml:compose.wildcard.yml";
          # Empty: no certificate is ever asked for.
          LETS_ENCRYPT_ENV = "";
          WILDCARDS_ENABLED = "1";
        }
        // cfg.proxy.settings;
        certificate = "${cfg.proxy.certificate}/fullchain.pem";
        key = "${cfg.proxy.certificate}/privkey.pem";
      };
    };
  };
}
