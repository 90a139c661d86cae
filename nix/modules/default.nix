# Everything that a cc-ci host declares: one part of the host a file.
{
  imports = [
    ./cc-ci.nix
    ./secrets.nix
    ./swarm.nix
    ./proxy.nix
    ./drone.nix
    ./drone-runner.nix
    ./bridge.nix
    ./dashboard.nix
    ./backupbot.nix
  ];
}
