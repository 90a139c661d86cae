# cc-ci as `./cc-ci install` lays it out, built offline from the files of maven-lock.json and nothing else.
{
  lib,
  stdenvNoCC,
  fetchurl,
  linkFarm,
  makeWrapper,
  maven,
  jdk25_headless,
  chromium,
  coreutils,
  git,
  nodejs_22,
  unzip,
  util-linux,
}:
let
  # Every file that the build reads, by its path in a Maven repository; src/maven-lock writes the list.
  repository = linkFarm "cc-ci-maven-repository" (
    lib.mapAttrs (
      path: hash:
      fetchurl {
        url = "mirror://maven/${path}";
        inherit hash;
      }
    ) (lib.importJSON ./maven-lock.json)
  );
  jdk = jdk25_headless;
  # The programs of a host and what they are made of; neither the sandbox nor the stand-in for abra.
  modules = "src/contract,src/host,src/bridge,src/harness,src/reconcile";
in
stdenvNoCC.mkDerivation {
  pname = "cc-ci";
  version = "0.2.0";
  src = lib.fileset.toSource {
    root = ../..;
    fileset = lib.fileset.unions [
      ../../.mvn
      ../../LICENSE
      ../../cc-ci
      ../../pom.xml
      ../../recipe-tests
      ../../routes
      ../../src
    ];
  };
  nativeBuildInputs = [
    jdk
    makeWrapper
    (maven.override { jdk_headless = jdk; })
    unzip
  ];
  buildPhase = ''
    runHook preBuild
    cp -dR ${repository} repository
    chmod -R u+w repository
    mvn --offline --batch-mode -Dmaven.repo.local=$PWD/repository -Dmaven.test.skip=true \
      -Dmdep.analyze.skip=true -Dspotless.check.skip=true -pl ${modules} package
    runHook postBuild
  '';
  installPhase = ''
    runHook preInstall
    patchShebangs cc-ci src/install
    ./cc-ci install --built $out
    # The driver's own is linked against a loader that NixOS does not have.
    ln -sfn ${lib.getExe nodejs_22} $out/share/cc-ci/playwright/node
    # The launcher itself: Drone and the bridge call it there, and not by bin/.
    wrapProgram $out/share/cc-ci/cc-ci --prefix PATH : ${
      lib.makeBinPath [
        jdk
        chromium
        coreutils
        git
        util-linux
      ]
    }
    runHook postInstall
  '';
  meta = {
    description = "Tests changes to Co-op Cloud recipes by really deploying them";
    license = lib.licenses.agpl3Plus;
    mainProgram = "cc-ci";
    platforms = [ "x86_64-linux" ];
  };
}
