# Declarations of options, and the properties that a definition may have.
{ lib }:
let
  inherit (lib) types;
in
rec {
  mkOption = a: a // { _type = "option"; };
  mkEnableOption =
    d:
    mkOption {
      type = types.bool;
      default = false;
      description = "Whether to enable ${d}.";
    };
  mkPackageOption =
    pkgs: n: _:
    mkOption {
      type = types.package;
      default = pkgs.${n};
    };
  mkIf = condition: content: {
    _type = "if";
    inherit condition content;
  };
  mkMerge = contents: {
    _type = "merge";
    inherit contents;
  };
  mkOverride = priority: content: {
    _type = "override";
    inherit priority content;
  };
  mkOrder = priority: content: {
    _type = "order";
    inherit priority content;
  };
  mkOptionDefault = mkOverride 1500;
  mkDefault = mkOverride 1000;
  mkForce = mkOverride 50;
  mkBefore = mkOrder 500;
  mkAfter = mkOrder 1500;

}
