# Drone's server by the Co-op Cloud recipe; its accounts are the forge's.
{ config, lib, ... }:
let
  cfg = config.services.cc-ci;
  secret = name: config.sops.secrets.${name}.path;
in
{
  options.services.cc-ci.drone = {
    enable = lib.mkEnableOption "cc-ci's Drone server" // {
      default = true;
    };
    domain = lib.mkOption {
      type = lib.types.str;
      default = "drone.${cfg.domain}";
      defaultText = lib.literalExpression ''"drone.''${config.services.cc-ci.domain}"'';
      example = "drone.ci.example.org";
      description = "Domain of Drone, one label below the domain of the host, so that the certificate covers it.";
    };
    recipeVersion = lib.mkOption {
      type = lib.types.str;
      example = "0.5.0+2.26.0";
      description = "Version of the recipe drone; `abra recipe versions drone` lists them.";
    };
    admin = lib.mkOption {
      type = lib.types.strMatching "[A-Za-z0-9_.-]+";
      example = "ci-operator";
      description = "Account of the forge that administers Drone.";
    };
    repository = lib.mkOption {
      type = lib.types.strMatching "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+";
      example = "operators/cc-ci";
      description = "The repository with cc-ci's .drone.yml, whose builds are the runs.";
    };
    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      example = {
        DRONE_LOGS_DEBUG = "true";
      };
      description = "More settings of the recipe's .env file.";
    };
  };

  config = lib.mkIf (cfg.enable && cfg.drone.enable) {
    services.cc-ci = {
      reconcilers = lib.mkOrder 300 [ "drone" ];
      host.drone = {
        inherit (cfg.drone) domain;
        recipe = "drone";
        version = cfg.drone.recipeVersion;
        settings = {
          COMPOSE_FILE = "compose.yml:compose.gitea.yml";
          DRONE_ADMIN_USERNAME = cfg.drone.admin;
          GITEA_DOMAIN = lib.last (lib.splitString "://" cfg.forge.url);
          LETS_ENCRYPT_ENV = "";
        }
        // cfg.drone.settings;
        secretSettings.GITEA_CLIENT_ID = secret "drone/gitea_client_id";
        secrets = {
          client_secret = secret "drone/gitea_client_secret";
          rpc_secret = secret "drone/rpc_secret";
        };
        probe = "/healthz";
      };
    };
  };
}
