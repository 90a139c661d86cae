# What a host comes to, as files that a person can read in a diff (nix/tests/units): file name -> text. Store paths have
# their hash taken out, so that the real nixpkgs and the stand-in can be held against the same files.
host:
let
  inherit (host) config;
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    foldl'
    listToAttrs
    match
    replaceStrings
    split
    toJSON
    ;

  nameless =
    text:
    concatStringsSep "" (
      map (part: if builtins.isList part then "/nix/store/@hash@-" else part) (
        split "/nix/store/[0-9a-z]{32}-" text
      )
    );
  ours = name: match "(cc-ci.*|drone-runner-exec)\\.(service|target|timer)" name != null;
  lines = concatStringsSep "\n";
  # One key a line, for a diff.
  pretty = replaceStrings [ "\",\"" "},\"" "],\"" ":{\"" ] [ "\",\n\"" "},\n\"" "],\n\"" ":{\n\"" ];
in
listToAttrs (
  map (name: {
    inherit name;
    value = nameless config.systemd.units.${name}.text;
  }) (filter ours (attrNames config.systemd.units))
)
// {
  "host.json" = nameless (pretty (toJSON config.services.cc-ci.host)) + "\n";
  "host.txt" =
    foldl' (text: line: text + line + "\n") "" [
      "open ports: ${concatStringsSep " " (map toString config.networking.firewall.allowedTCPPorts)}"
      "pre-switch check: ${nameless config.system.preSwitchChecks.cc-ci-idle}"
      "live-restore: ${toJSON config.virtualisation.docker.daemon.settings.live-restore}"
    ]
    + lines (
      map (rule: "tmpfiles: ${rule}") (
        filter (rule: match ".*cc-ci.*" rule != null) config.systemd.tmpfiles.rules
      )
    )
    + "\n";
  "sops.txt" =
    lines (
      map (
        name:
        let
          secret = config.sops.secrets.${name};
        in
        "secret ${name} ${secret.mode} ${secret.path}"
      ) (attrNames config.sops.secrets)
      ++ map (
        name:
        let
          template = config.sops.templates.${name};
        in
        "template ${name} ${template.mode} ${template.path}"
      ) (attrNames config.sops.templates)
    )
    + "\n";
}
