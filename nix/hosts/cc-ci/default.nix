# The values of one host. What they do is in nix/modules; docs/install.md goes through them.
{ lib, ... }:
{
  imports = lib.optional (builtins.pathExists ./hardware.nix) ./hardware.nix;

  networking.hostName = "cc-ci";
  services.openssh.enable = true;

  services.cc-ci = {
    enable = true;
    domain = "ci.example.org";
    forge.url = "https://git.example.org";
    repositories = [ "recipe-maintainers/custom-html" ];

    # The released versions of the recipes: `abra recipe versions <recipe>` lists them.
    proxy.recipeVersion = "3.8.0+v3.6.2";
    drone = {
      recipeVersion = "0.5.0+2.26.0";
      admin = "ci-operator";
      repository = "operators/cc-ci";
    };
    backup.recipeVersion = "2.3.0-beta+2.3.0-beta";
  };

  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";

  # The operator's machine puts its own in hardware.nix, which wins.
  boot.loader.grub.device = lib.mkDefault "/dev/sda";
  fileSystems."/" = lib.mkDefault {
    device = "/dev/disk/by-label/nixos";
    fsType = "ext4";
  };

  system.stateVersion = "26.05";
}
