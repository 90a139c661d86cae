# The backup bot by the Co-op Cloud recipe, which runs use to test backups, with a restic repository of its own.
{ config, lib, ... }:
let
  cfg = config.services.cc-ci;
in
{
  options.services.cc-ci.backup = {
    enable = lib.mkEnableOption "cc-ci's backup bot" // {
      default = true;
    };
    domain = lib.mkOption {
      type = lib.types.str;
      default = "backup.${cfg.domain}";
      defaultText = lib.literalExpression ''"backup.''${config.services.cc-ci.domain}"'';
      example = "backup.ci.example.org";
      description = "The bot's name in abra. Nothing is served there.";
    };
    recipeVersion = lib.mkOption {
      type = lib.types.str;
      example = "2.3.0-beta+2.3.0-beta";
      description = "Version of the recipe backup-bot-two; `abra recipe versions backup-bot-two` lists them.";
    };
    repository = lib.mkOption {
      type = lib.types.str;
      default = "/backups/restic";
      example = "s3:s3.example.org/cc-ci";
      description = "The restic repository, as restic writes it; a path is one in the bot's container.";
    };
    schedule = lib.mkOption {
      type = lib.types.str;
      default = "30 3 * * *";
      example = "30 3 * * *";
      description = "When the bot backs up by itself, as cron writes it.";
    };
    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      example = {
        PUSH_PROMETHEUS_URL = "";
      };
      description = "More settings of the recipe's .env file.";
    };
  };

  config = lib.mkIf (cfg.enable && cfg.backup.enable) {
    services.cc-ci = {
      reconcilers = lib.mkOrder 600 [ "backupbot" ];
      host.backupbot = {
        inherit (cfg.backup) domain;
        recipe = "backup-bot-two";
        version = cfg.backup.recipeVersion;
        settings = {
          CRON_SCHEDULE = cfg.backup.schedule;
          RESTIC_REPOSITORY = cfg.backup.repository;
        }
        // cfg.backup.settings;
        secrets.restic_password = config.sops.secrets."restic/password".path;
      };
    };
  };
}
