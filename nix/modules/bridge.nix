# The bridge, a swarm service of an image that Nix builds. It has no Docker socket; Drone starts the runs.
{ config, lib, ... }:
let
  cfg = config.services.cc-ci;
  secret = name: config.sops.secrets.${name}.path;
in
{
  options.services.cc-ci.bridge = {
    enable = lib.mkEnableOption "cc-ci's bridge" // {
      default = true;
    };
    image = lib.mkOption {
      type = lib.types.package;
      description = "What writes the image's archive to its standard output, as dockerTools.streamLayeredImage makes it.";
      example = lib.literalExpression "inputs.cc-ci.packages.x86_64-linux.bridge-image";
    };
    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      example = {
        POLL_INTERVAL = "1m";
      };
      description = "More settings of the bridge (docs/configuration.md). The bridge itself refuses a key that it does not know.";
    };
  };

  config = lib.mkIf (cfg.enable && cfg.bridge.enable) {
    services.cc-ci = {
      reconcilers = lib.mkOrder 400 [ "bridge" ];
      host.bridge = {
        image = {
          name = cfg.bridge.image.imageName;
          tag = cfg.bridge.image.imageTag;
          archive = "${cfg.bridge.image}";
        };
        inherit (cfg) domain;
        settings = {
          CCCI_CAPACITY = toString cfg.maxTests;
          CCCI_DEADLINE = cfg.deadline;
          CCCI_ENGINE = cfg.engine;
          CCCI_HTTP_HOST = "0.0.0.0";
          CCCI_PUBLIC_URL = "https://${cfg.domain}";
          CI_REPO = cfg.drone.repository;
          DRONE_URL = "https://${cfg.drone.domain}";
          GITEA_URL = cfg.forge.url;
          POLL_REPOS = lib.concatStringsSep "," cfg.repositories;
        }
        // cfg.bridge.settings;
        secrets = {
          DRONE_TOKEN_FILE = secret "drone/admin_token";
          GITEA_TOKEN_FILE = secret "gitea/token";
          WEBHOOK_SECRET_FILE = secret "gitea/webhook_secret";
        };
        runs = "/var/lib/cc-ci/runs";
      };
    };
  };
}
