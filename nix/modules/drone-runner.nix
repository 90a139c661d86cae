# Drone's exec runner, which starts the harness on this host. A switch leaves it alone: a restart would end a run.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.services.cc-ci;

  # What every build sees; no secret is in it.
  environment = pkgs.writeText "cc-ci-build.env" (
    lib.concatLines (
      lib.mapAttrsToList (name: value: "${name}='${value}'") {
        ABRA_DIR = "/var/lib/cc-ci/abra";
        CCCI_DEADLINE = cfg.deadline;
        CCCI_HOME = "${cfg.package}/share/cc-ci";
        CCCI_RUNS_DIR = "/var/lib/cc-ci/runs";
        CCCI_SECRETS_DIR = "/run/secrets";
        CCCI_ZONE = cfg.domain;
        GITEA_URL = cfg.forge.url;
      }
    )
  );
in
{
  options.services.cc-ci.runner.enable = lib.mkEnableOption "Drone's exec runner on this host" // {
    default = true;
  };

  config = lib.mkIf (cfg.enable && cfg.runner.enable) {
    nixpkgs.config.allowUnfreePredicate = package: lib.getName package == "drone-runner-exec";

    sops.templates."drone-runner.env".content = ''
      DRONE_RPC_SECRET=${config.sops.placeholder."drone/rpc_secret"}
    '';

    systemd.services.drone-runner-exec = {
      description = "Drone's exec runner, which starts the runs of cc-ci";
      wantedBy = [ "multi-user.target" ];
      requires = [ "docker.service" ];
      wants = [ "network-online.target" ];
      after = [
        "docker.service"
        "network-online.target"
      ]
      ++ lib.optional cfg.drone.enable "cc-ci-drone.service";
      restartIfChanged = false;
      path = [
        cfg.package
        cfg.abra.package
        config.virtualisation.docker.package
        pkgs.bash
        pkgs.chromium
        pkgs.getent
        pkgs.git
        pkgs.gnutar
        pkgs.gzip
        pkgs.iproute2
        pkgs.restic
        pkgs.util-linux
      ];
      environment = {
        DRONE_HTTP_BIND = "127.0.0.1:3000";
        DRONE_LIMIT_REPOS = cfg.drone.repository;
        DRONE_RPC_HOST = cfg.drone.domain;
        DRONE_RPC_PROTO = "https";
        DRONE_RUNNER_CAPACITY = toString cfg.maxTests;
        DRONE_RUNNER_ENVFILE = "${environment}";
        DRONE_RUNNER_NAME = config.networking.hostName;
        DRONE_RUNNER_ROOT = "/var/lib/drone-runner";
        DRONE_UI_DISABLE = "true";
        HOME = "/root";
      };
      unitConfig.StartLimitIntervalSec = 0;
      serviceConfig = {
        EnvironmentFile = config.sops.templates."drone-runner.env".path;
        ExecStart = "${lib.getExe pkgs.drone-runner-exec} daemon";
        Restart = "always";
        RestartSec = "10s";
        StateDirectory = "drone-runner";
        # A run that is told to end takes its app away first.
        TimeoutStopSec = "10min";
        UMask = "0022";
      };
    };
  };
}
