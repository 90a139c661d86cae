# The bridge, a swarm service of an image that Nix builds, and its ledger. It has no Docker socket; Drone starts the runs.
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
    ledgerImage = lib.mkOption {
      type = lib.types.str;
      default = "docker.io/library/postgres:17-bookworm";
      example = "docker.io/library/postgres:17-bookworm@sha256:…";
      description = "The image of the ledger's PostgreSQL, as Debian lays it out; the folder of the ledger stays with one major version.";
    };
    adminToken = lib.mkEnableOption "the operator's calls of the bridge; bridge/admin_token is then among the secrets";
    previousWebhookSecret = lib.mkEnableOption ''
      the webhook's secret from before, gitea/webhook_secret_previous, which is then among the secrets; for as long as it is
      renewed'';
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
        }
        // lib.optionalAttrs cfg.bridge.adminToken { CCCI_ADMIN_TOKEN_FILE = secret "bridge/admin_token"; }
        // lib.optionalAttrs cfg.bridge.previousWebhookSecret {
          WEBHOOK_SECRET_PREVIOUS_FILE = secret "gitea/webhook_secret_previous";
        };
        inherit (cfg.bridge) ledgerImage;
        runs = "/var/lib/cc-ci/runs";
      };
    };
  };
}
