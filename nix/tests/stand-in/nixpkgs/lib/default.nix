# A small stand-in for the part of nixpkgs' lib that this repository's Nix files use. For machines that cannot reach nixpkgs.
let
  lib =
    import ./basics.nix
    // import ./properties.nix { inherit lib; }
    // {
      types = import ./types.nix { inherit lib; };
    }
    // import ./modules.nix { inherit lib; };
in
lib
