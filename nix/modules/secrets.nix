# Every secret of the host, in one table, and where it is decrypted to. docs/secrets.md says how each is made and renewed;
# a test holds it and the example against this table.
{ config, lib, ... }:
let
  cfg = config.services.cc-ci;
  example = ../../secrets/example/secrets.yaml;
  own = ../../secrets/secrets.yaml;

  # class: external (somebody else gives it) or internal (made up by the operator)
  table = {
    "drone/admin_token" = {
      class = "external";
      reader = "bridge";
    };
    "drone/gitea_client_id" = {
      class = "external";
      reader = "drone";
    };
    "drone/gitea_client_secret" = {
      class = "external";
      reader = "drone";
    };
    "drone/rpc_secret" = {
      class = "internal";
      reader = "drone, drone-runner";
    };
    "gitea/token" = {
      class = "external";
      reader = "bridge";
    };
    "gitea/webhook_secret" = {
      class = "internal";
      reader = "bridge";
    };
    "restic/password" = {
      class = "internal";
      reader = "backupbot";
    };
    "wildcard/crt" = {
      class = "external";
      reader = "proxy";
      path = "${cfg.proxy.certificate}/fullchain.pem";
      mode = "0444";
    };
    "wildcard/key" = {
      class = "external";
      reader = "proxy";
      path = "${cfg.proxy.certificate}/privkey.pem";
    };
  }
  // lib.optionalAttrs cfg.bridge.adminToken {
    "bridge/admin_token" = {
      class = "internal";
      reader = "bridge";
    };
  }
  // lib.optionalAttrs cfg.bridge.previousWebhookSecret {
    "gitea/webhook_secret_previous" = {
      class = "internal";
      reader = "bridge";
    };
  };
in
{
  options.services.cc-ci.secrets = {
    file = lib.mkOption {
      type = lib.types.path;
      default = if builtins.pathExists own then own else example;
      defaultText = lib.literalExpression "./secrets/secrets.yaml of the repository";
      example = lib.literalExpression "./secrets/secrets.yaml";
      description = "The sops file with every secret of this host.";
    };
    table = lib.mkOption {
      type = lib.types.attrsOf (lib.types.attrsOf lib.types.str);
      default = table;
      internal = true;
      description = "Each secret with its class and its reader.";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.secrets.file != example || cfg.domain == "ci.example.org";
        message = "there is no secrets/secrets.yaml, and the example's secrets are for ci.example.org only: the submodule secrets/ is empty. git submodule update --init, or clone with --recursive; docs/secrets.md says how it is made";
      }
    ];
    sops = {
      defaultSopsFile = cfg.secrets.file;
      age.keyFile = "/var/lib/sops-nix/key.txt";
      age.sshKeyPaths = [ "/etc/ssh/ssh_host_ed25519_key" ];
      # Else the RSA host key is taken for GnuPG's, and gnupg with it.
      gnupg.sshKeyPaths = [ ];
      secrets = lib.mapAttrs (
        _: secret:
        removeAttrs secret [
          "class"
          "reader"
        ]
      ) table;
    };
  };
}
