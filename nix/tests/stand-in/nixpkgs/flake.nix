{
  description = "A stand-in for nixpkgs, for machines that cannot reach it: the part that this repository uses";

  outputs =
    _:
    let
      lib = import ./lib;
      legacyPackages.x86_64-linux = import ./pkgs.nix { inherit lib; };
    in
    {
      inherit legacyPackages;
      lib = lib // {
        nixosSystem =
          {
            modules,
            specialArgs ? { },
          }:
          let
            evaluated = lib.evalModules {
              inherit specialArgs;
              args.pkgs = legacyPackages.x86_64-linux;
              modules = [ ./nixos ] ++ modules;
            };
            failed = map (each: each.message) (lib.filter (each: !each.assertion) evaluated.config.assertions);
          in
          evaluated
          // {
            config =
              if failed == [ ] then
                evaluated.config
              else
                throw "\nFailed assertions:\n${lib.concatMapStringsSep "\n" (message: "- ${message}") failed}";
          };
      };
    };
}
