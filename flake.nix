{
  description = "cc-ci: !testme under a pull request becomes a real deploy and test of a Co-op Cloud recipe";

  inputs = {
    # The secrets are a git submodule; without this line Nix would not see them (Nix 2.27 or later).
    self.submodules = true;
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
    sops-nix.url = "github:Mic92/sops-nix";
    sops-nix.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs =
    {
      self,
      nixpkgs,
      sops-nix,
      ...
    }:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};
      inherit (nixpkgs) lib;
      packages = self.packages.${system};
    in
    {
      nixosModules.default = {
        imports = [
          sops-nix.nixosModules.sops
          ./nix/modules
        ];
        services.cc-ci = {
          package = lib.mkDefault packages.cc-ci;
          abra.package = lib.mkDefault packages.abra;
          bridge.image = lib.mkDefault packages.bridge-image;
        };
      };

      nixosConfigurations.cc-ci = lib.nixosSystem {
        modules = [
          self.nixosModules.default
          ./nix/hosts/cc-ci
        ];
      };

      packages.${system} = {
        abra = pkgs.callPackage ./nix/packages/abra.nix { };
        cc-ci = pkgs.callPackage ./nix/packages/cc-ci.nix { };
        bridge-image = pkgs.callPackage ./nix/packages/bridge-image.nix {
          inherit (packages) cc-ci;
        };
        default = packages.cc-ci;
      };

      checks.${system} = {
        host = self.nixosConfigurations.cc-ci.config.system.build.toplevel;
        inherit (packages) cc-ci;
      };

      formatter.${system} = pkgs.nixfmt-rs;

      devShells.${system}.default = pkgs.mkShell {
        packages = [
          pkgs.jdk25_headless
          pkgs.maven
          pkgs.nixfmt-rs
          pkgs.deadnix
          pkgs.sops
          pkgs.age
        ];
      };
    };
}
