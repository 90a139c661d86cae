# The options of the whole host, host.json, and the chain of units that bring the host to what host.json says.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.services.cc-ci;
  json = pkgs.formats.json { };

  # What every unit of ours gives up; a JVM needs memory that is written and executed, and /proc/meminfo.
  hardening = {
    CapabilityBoundingSet = [
      "CAP_CHOWN"
      "CAP_DAC_OVERRIDE"
      "CAP_FOWNER"
    ];
    LockPersonality = true;
    NoNewPrivileges = true;
    PrivateTmp = true;
    ProtectClock = true;
    ProtectControlGroups = true;
    ProtectHostname = true;
    ProtectKernelLogs = true;
    ProtectKernelModules = true;
    ProtectKernelTunables = true;
    ProtectSystem = "full";
    RestrictAddressFamilies = [
      "AF_INET"
      "AF_INET6"
      "AF_NETLINK"
      "AF_UNIX"
    ];
    RestrictNamespaces = true;
    RestrictRealtime = true;
    RestrictSUIDSGID = true;
    SystemCallArchitectures = "native";
    SystemCallFilter = [ "@system-service" ];
    UMask = "0077";
  };

  # The programs that reconcilers and the host role start.
  path = [
    cfg.package
    cfg.abra.package
    config.virtualisation.docker.package
    pkgs.bash
    pkgs.git
    pkgs.gnutar
    pkgs.gzip
    pkgs.util-linux
  ];

  # One part of the host, brought to what host.json says, after the part before it. It ends, and is not
  # kept active, so every start of cc-ci.target (a boot, a switch, the timer) runs it again. The order is
  # by After alone: a part that fails leaves the others to be brought up.
  reconciler = index: part: {
    name = "cc-ci-${part}";
    value = {
      description = "Reconcile cc-ci's ${part}";
      wantedBy = [ "cc-ci.target" ];
      requires = [ "docker.service" ];
      wants = [ "network-online.target" ];
      after = [
        "docker.service"
        "network-online.target"
      ]
      ++ lib.optional (index > 0) "cc-ci-${lib.elemAt cfg.reconcilers (index - 1)}.service";
      restartTriggers = [ config.environment.etc."cc-ci/host.json".source ];
      inherit path;
      environment = {
        ABRA_DIR = "/var/lib/cc-ci/abra";
        HOME = "/root";
      };
      unitConfig.StartLimitIntervalSec = 0;
      serviceConfig = hardening // {
        Type = "oneshot";
        ExecStart = "${lib.getExe cfg.package} host reconcile ${part}";
        TimeoutStartSec = "30min";
        StateDirectory = "cc-ci";
      };
    };
  };
in
{
  options.services.cc-ci = {
    enable = lib.mkEnableOption "cc-ci on this host";
    package = lib.mkOption {
      type = lib.types.package;
      description = "The cc-ci package.";
      example = lib.literalExpression "inputs.cc-ci.packages.x86_64-linux.cc-ci";
    };
    abra.package = lib.mkOption {
      type = lib.types.package;
      description = "The abra that deploys recipes. `cc-ci doctor` says what it finds of it.";
      example = lib.literalExpression "inputs.cc-ci.packages.x86_64-linux.abra";
    };
    domain = lib.mkOption {
      type = lib.types.strMatching "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+";
      example = "ci.example.org";
      description = ''
        Domain of the dashboard and, one label below it, of the app of every run. The wildcard certificate covers it and
        all names below it.
      '';
    };
    forge.url = lib.mkOption {
      type = lib.types.strMatching "https?://[^/ ]+(/[^ ]*[^/ ])?";
      example = "https://git.example.org";
      description = "Address of the Gitea or Forgejo with the recipes.";
    };
    repositories = lib.mkOption {
      type = lib.types.listOf (lib.types.strMatching "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");
      example = [ "recipe-maintainers/custom-html" ];
      description = "The repositories whose pull requests are watched, as owner/name.";
    };
    maxTests = lib.mkOption {
      type = lib.types.ints.positive;
      default = 1;
      example = 2;
      description = "How many runs this host executes at once.";
    };
    deadline = lib.mkOption {
      type = lib.types.strMatching "[1-9][0-9]*m";
      default = "55m";
      example = "40m";
      description = "How long one run may take. Drone's own 60 minutes must be longer, so that a run tears down within its build.";
    };
    engine = lib.mkOption {
      type = lib.types.enum [ "drone" ];
      default = "drone";
      example = "drone";
      description = "What executes runs. The bridge has no Docker socket, so on a host this is Drone.";
    };
    host = lib.mkOption {
      inherit (json) type;
      default = { };
      internal = true;
      description = "What the reconcilers read, as JSON.";
    };
    reconcilers = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      internal = true;
      description = "The parts of the host in the order in which they are brought up.";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.repositories != [ ];
        message = "services.cc-ci.repositories is empty, so nothing would ever be tested: name at least one repository as owner/name";
      }
      {
        assertion = builtins.match "[1-5]?[0-9]m" cfg.deadline != null;
        message = "services.cc-ci.deadline is ${cfg.deadline}, and Drone ends a build after 60 minutes: set it to less, such as 55m, so that a run has taken its app away by then";
      }
    ];

    services.cc-ci.host = {
      version = 1;
      parts = cfg.reconcilers;
      inherit (cfg) domain;
    };

    environment.etc."cc-ci/host.json".source = json.generate "cc-ci-host.json" cfg.host;
    environment.systemPackages = [
      cfg.package
      cfg.abra.package
    ];

    # A switch does not begin while a run is at work.
    system.preSwitchChecks.cc-ci-idle = "${lib.getExe cfg.package} host idle";

    systemd.tmpfiles.rules = [
      "d /run/lock/cc-ci 0755 root root -"
      "d /var/lib/cc-ci 0755 root root -"
      # The bridge, user 65532 of its image, makes the folder of a run.
      "d /var/lib/cc-ci/bridge 0750 65532 65532 -"
      # So may the image's postgres, whatever its number is; nobody else of this host comes as far.
      "d /var/lib/cc-ci/ledger 0700 root root -"
      "d /var/lib/cc-ci/ledger/volume 0777 root root -"
      "d /var/lib/cc-ci/runs 0775 root 65532 -"
    ];

    systemd.targets.cc-ci = {
      description = "Everything that cc-ci runs on this host's swarm";
      wantedBy = [ "multi-user.target" ];
    };

    systemd.services = lib.listToAttrs (lib.imap0 reconciler cfg.reconcilers) // {
      # A timer does not fire again while what it starts is active, and the target stays active: so the
      # timer starts this.
      cc-ci-reconcile = {
        description = "Reconcile everything of cc-ci's";
        unitConfig.StartLimitIntervalSec = 0;
        serviceConfig = hardening // {
          Type = "oneshot";
          ExecStart = "${config.systemd.package}/bin/systemctl start cc-ci.target";
        };
      };

      # What must be where Docker is: it tells of the swarm, and has what dead runs left taken away. Those leave folders
      # in /tmp.
      cc-ci-host = {
        description = "The host role of cc-ci";
        wantedBy = [ "multi-user.target" ];
        requires = [ "docker.service" ];
        after = [ "docker.service" ];
        inherit path;
        environment = {
          ABRA_DIR = "/var/lib/cc-ci/abra";
          CCCI_RUNS_DIR = "/var/lib/cc-ci/runs";
          CCCI_ZONE = cfg.domain;
          HOME = "/root";
        };
        unitConfig.StartLimitIntervalSec = 0;
        serviceConfig = removeAttrs hardening [ "PrivateTmp" ] // {
          ExecStart = "${lib.getExe cfg.package} serve --role host";
          Restart = "always";
          RestartSec = "10s";
          # Bridge and dashboard, of another account, read what it writes.
          UMask = "0022";
        };
      };
    };

    systemd.timers.cc-ci-reconcile = {
      description = "Reconcile everything of cc-ci's";
      wantedBy = [ "timers.target" ];
      timerConfig = {
        OnCalendar = "hourly";
        RandomizedDelaySec = "5min";
      };
    };
  };
}
