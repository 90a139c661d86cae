# The packages that this repository names. None can be built: what is looked at is their names and paths.
{ lib }:
let
  package =
    name:
    derivation {
      inherit name;
      system = "x86_64-linux";
      builder = "/bin/sh";
    }
    // {
      pname = name;
      meta.mainProgram = name;
      override = _: package name;
    };

  # A builder that takes a set, or a function of the finished set.
  built =
    arguments:
    let
      attributes = if lib.isFunction arguments then arguments attributes else arguments;
    in
    # What a build reads is looked at, so that a file that is missing shows here.
    builtins.seq (toString attributes.src) (
      package attributes.pname // { inherit (attributes) meta version; }
    );

  named = lib.genAttrs [
    "age"
    "bash"
    "cacert"
    "chromium"
    "coreutils"
    "deadnix"
    "docker"
    "drone-runner-exec"
    "findutils"
    "getent"
    "git"
    "gnugrep"
    "gnused"
    "gnutar"
    "gzip"
    "iproute2"
    "jdk25_headless"
    "makeWrapper"
    "maven"
    "nixfmt-rs"
    "nodejs_22"
    "restic"
    "sops"
    "systemd"
    "unzip"
    "util-linux"
  ] package;

  pkgs = named // {
    inherit lib;
    buildGoModule = built;
    callPackage =
      file: arguments:
      let
        function = if lib.isFunction file then file else import file;
      in
      function (builtins.intersectAttrs (builtins.functionArgs function) pkgs // arguments);
    dockerTools = {
      binSh = package "bin-sh";
      streamLayeredImage =
        arguments:
        package "stream-${arguments.name}"
        // {
          imageName = arguments.name;
          imageTag = "content";
          inherit (arguments) config;
        };
    };
    fetchFromGitea = arguments: package arguments.repo;
    fetchurl = arguments: package (baseNameOf arguments.url);
    formats.json = _: {
      type = lib.types.anything;
      generate =
        name: value:
        derivation {
          inherit name;
          system = "x86_64-linux";
          builder = "/bin/sh";
          text = builtins.toJSON value;
        }
        // {
          inherit value;
        };
    };
    linkFarm = name: entries: builtins.deepSeq entries (package name);
    mkShell = arguments: builtins.deepSeq (map toString arguments.packages) (package "shell");
    stdenvNoCC.mkDerivation = built;
    writeText = name: text: package name // { inherit text; };
  };
in
pkgs
