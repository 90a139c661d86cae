# Units, rendered as NixOS renders them.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  opt = type: default: mkOption { inherit type default; };
  strings = opt (types.listOf types.str) [ ];
  section = opt (types.attrsOf types.anything) { };

  unit = {
    enable = opt types.bool true;
    description = opt types.singleLineStr "";
    documentation = strings;
    after = strings;
    before = strings;
    wants = strings;
    requires = strings;
    bindsTo = strings;
    partOf = strings;
    conflicts = strings;
    onFailure = strings;
    onSuccess = strings;
    wantedBy = strings;
    requiredBy = strings;
    unitConfig = section;
    startLimitBurst = opt (types.nullOr types.int) null;
    startLimitIntervalSec = opt (types.nullOr types.int) null;
    restartTriggers = opt (types.listOf types.anything) [ ];
  };
  service = unit // {
    environment = opt (types.attrsOf (
      types.nullOr (
        types.oneOf [
          types.str
          types.path
          types.package
        ]
      )
    )) { };
    path = opt (types.listOf (types.either types.package types.str)) [ ];
    serviceConfig = section;
    script = opt types.lines "";
    startAt = opt (types.either types.str (types.listOf types.str)) [ ];
    restartIfChanged = opt types.bool true;
    stopIfChanged = opt types.bool true;
  };
  units = options: opt (types.attrsOf (types.submodule { inherit options; })) { };

  show =
    value:
    if value == true then
      "true"
    else if value == false then
      "false"
    else
      toString value;
  lines =
    settings:
    lib.concatLines (
      lib.concatLists (
        lib.mapAttrsToList (
          name: value: map (each: "${name}=${show each}") (if lib.isList value then value else [ value ])
        ) settings
      )
    );
  list =
    name: values: lib.optionalAttrs (values != [ ]) { ${name} = lib.concatStringsSep " " values; };

  unitSection =
    name: each:
    list "After" each.after
    // list "Before" each.before
    // list "Wants" each.wants
    // list "Requires" each.requires
    // list "BindsTo" each.bindsTo
    // list "PartOf" each.partOf
    // list "OnFailure" each.onFailure
    // lib.optionalAttrs (each.description != "") { Description = each.description; }
    // lib.optionalAttrs (each.restartTriggers != [ ]) {
      X-Restart-Triggers = "/nix/store/X-Restart-Triggers-${name}";
    }
    // each.unitConfig;
  installSection =
    each:
    lib.optionalString (each.wantedBy != [ ] || each.requiredBy != [ ]) (
      "\n[Install]\n" + lines (list "RequiredBy" each.requiredBy // list "WantedBy" each.wantedBy)
    );

  # What every service has besides its own.
  always = [
    pkgs.coreutils
    pkgs.findutils
    pkgs.gnugrep
    pkgs.gnused
    pkgs.systemd
  ];
  environment =
    each:
    let
      all = each.path ++ always;
      variables = each.environment // {
        PATH = "${lib.makeSearchPath "bin" all}:${lib.makeSearchPath "sbin" all}";
      };
    in
    lib.concatLines (
      lib.mapAttrsToList (
        name: value: "Environment=${builtins.toJSON "${name}=${toString value}"}"
      ) variables
    );
  serviceSection =
    each:
    "\n[Service]\n"
    + environment each
    + lib.optionalString (!each.restartIfChanged) "X-RestartIfChanged=false\n"
    + lines each.serviceConfig;

  render =
    kind: section: name: each:
    lib.nameValuePair "${name}.${kind}" {
      inherit (each) wantedBy requiredBy;
      text = "[Unit]\n${lines (unitSection name each)}${section each}${
        lib.optionalString (kind != "target") (installSection each)
      }";
    };
in
{
  options.systemd = {
    package = opt types.package pkgs.systemd;
    services = units service;
    targets = units unit;
    timers = units (unit // { timerConfig = section; });
    tmpfiles.rules = strings;
    units = opt (types.attrsOf types.raw) { };
  };

  config.systemd.units =
    lib.mapAttrs' (render "service" serviceSection) config.systemd.services
    // lib.mapAttrs' (render "target" (_: "")) config.systemd.targets
    // lib.mapAttrs' (render "timer" (
      each: "\n[Timer]\n${lines each.timerConfig}\n"
    )) config.systemd.timers;
}
