import assert from "node:assert/strict";
import { parse } from "yaml";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { appendedOutput } from "../../content/runtime-security/render";
import { falcoArtifacts } from "../../content/versions";
import { auditFalcoValues, falcoValues } from "./falco-values";
import { falcosidekickValues } from "./falcosidekick-values";

const sidekickUrl = "https://falcosidekick.runtime-security.svc:2801/";
const onNodes = falcoValues({ sidekickUrl });
const onAuditLog = auditFalcoValues({
  sidekickUrl,
  auditLog: { clusterName: "example-platform", region: "eu-west-1" },
});
const sidekick = falcosidekickValues({
  settings: { organization: "example", environment: "production", region: "eu-west-1" },
  alertmanagers: "https://a:9093,https://b:9093",
  servingSecret: "falcosidekick-serving-tls",
  eventLog: { logGroup: "example-falco-events", region: "eu-west-1" },
});

/** The rules that a release brings, by name. */
function rulesIn({ customRules }: { customRules: Record<string, string> }): string[] {
  return Object.values(customRules).flatMap((text) =>
    (parse(text) as { rule?: string }[]).flatMap(({ rule }) => rule ?? []),
  );
}

describe("values of falco", () => {
  it("have only keys that the pinned version knows, of the right types", () => {
    assert.deepEqual(checkValues(keyIndexes.falco, onNodes), []);
    assert.deepEqual(checkValues(keyIndexes.falco, onAuditLog), []);
  });

  it("are refused with a typing error, below Falco's own settings too", () => {
    const values = { ...onNodes, falco: { ...onNodes.falco, rule_macthing: "all" } };
    assert.deepEqual(
      checkValues(keyIndexes.falco, values).map(({ message }) => message),
      ["falco > rule_macthing: falco 9.1.0 knows no such key; did you mean rule_matching?"],
    );
  });

  it("fetch rules and plugins at exactly these versions, and nothing that they would bring along", () => {
    assert.deepEqual(onNodes.falcoctl.config.artifact.install.refs, ["falco-rules:5.1.0"]);
    assert.equal(
      onNodes.collectors.containerEngine.pluginRef,
      "ghcr.io/falcosecurity/plugins/plugin/container:0.7.1",
    );
    assert.deepEqual(onAuditLog.falcoctl.config.artifact.install.refs, [
      "k8saudit-rules:0.18.0",
      "k8saudit-eks:0.12.0",
      "json:0.7.4",
    ]);
    for (const { version } of Object.values(falcoArtifacts)) assert.match(version, /^\d+\.\d+\.\d+$/);
    for (const { falcoctl } of [onNodes, onAuditLog])
      assert.equal(falcoctl.config.artifact.install.resolveDeps, false);
  });

  it("bring our rules of the release's own source, under names that the project's file does not hide", () => {
    assert.ok(rulesIn(onNodes).includes("ShellInPlatformPod"));
    assert.ok(!rulesIn(onNodes).includes("ExecIntoPlatformPod"));
    assert.ok(rulesIn(onAuditLog).includes("ExecIntoPlatformPod"));
    assert.ok(!rulesIn(onAuditLog).includes("ShellInPlatformPod"));
    assert.equal(onNodes.falco.rule_matching, "all");
  });

  it("mount one socket of the node, that of containerd", () => {
    const { engines } = onNodes.collectors.containerEngine;
    assert.deepEqual(engines.cri, { enabled: true, sockets: ["/run/containerd/containerd.sock"] });
    const known = Object.keys(keyIndexes.falco.keys)
      .map((key) => /^collectors > containerEngine > engines > (\w+)$/.exec(key)?.[1])
      .filter((engine) => engine !== undefined);
    assert.deepEqual(Object.keys(engines).sort(), known.sort());
    const off = Object.entries(engines).filter(([, { enabled }]) => !enabled);
    assert.equal(off.length, known.length - 1);
  });

  /** Of Falco's own settings, what both releases have. */
  const both = {
    priority: "notice",
    rule_matching: "all",
    json_output: true,
    time_format_iso_8601: true,
    outputs_queue: { capacity: 10_000 },
    stdout_output: { enabled: true },
    syslog_output: { enabled: false },
    log_syslog: false,
    http_output: { enabled: true, url: sidekickUrl, ca_cert: "/etc/pharos/roots/roots.pem" },
    syscall_event_drops: { actions: ["log"] },
  };

  it("change of Falco's own settings these and no others", () => {
    assert.deepEqual(onNodes.falco, {
      ...both,
      append_output: appendedOutput("syscall"),
      rules_files: ["/etc/falco/falco_rules.yaml", "/etc/falco/rules.d"],
    });
    assert.deepEqual(
      [onNodes.driver, onNodes.collectors.kubernetes],
      [{ kind: "modern_ebpf", loader: { enabled: false } }, { enabled: false }],
    );
  });

  it("read the audit log of the cluster in its region, alone", () => {
    assert.deepEqual(onAuditLog.falco, {
      ...both,
      append_output: appendedOutput("k8s_audit"),
      rules_files: ["/etc/falco/k8s_audit_rules.yaml", "/etc/falco/rules.d"],
      plugins_hostinfo: false,
      load_plugins: ["k8saudit-eks", "json"],
      plugins: [
        {
          name: "k8saudit-eks",
          library_path: "libk8saudit-eks.so",
          init_config: {
            region: "eu-west-1",
            shift: 10,
            polling_interval: 10,
            buffer_size: 500,
            use_async: false,
          },
          open_params: "example-platform",
        },
        { name: "json", library_path: "libjson.so", init_config: "" },
      ],
    });
    assert.deepEqual([onAuditLog.driver, onAuditLog.collectors], [{ enabled: false }, { enabled: false }]);
    assert.equal(onAuditLog.controller.deployment.replicas, 1);
  });

  it("let falcoctl fetch once, into a folder of its own", () => {
    for (const { falcoctl } of [onNodes, onAuditLog]) {
      const { enabled, env } = falcoctl.artifact.install;
      assert.deepEqual([enabled, falcoctl.artifact.follow], [true, { enabled: false }]);
      assert.deepEqual(env, [
        { name: "HOME", value: "/artifactstate" },
        { name: "TMPDIR", value: "/artifactstate" },
      ]);
      assert.equal(falcoctl.config.artifact.install.stateDir, "/artifactstate");
      assert.deepEqual(falcoctl.config.artifact.follow, { refs: [] });
    }
  });
});

describe("values of falcosidekick", () => {
  it("have only keys that the pinned version knows, of the right types", () => {
    assert.deepEqual(checkValues(keyIndexes.falcosidekick, sidekick), []);
  });

  it("translate every priority, and label alerts as Prometheus does", () => {
    assert.deepEqual(sidekick.config.alertmanager, {
      hostport: "https://a:9093,https://b:9093",
      endpoint: "/api/v2/alerts",
      checkcert: true,
      minimumpriority: "warning",
      expireafter: "3600",
      customseveritymap:
        "emergency:P0,alert:P0,critical:P0,error:P1,warning:P2,notice:P3,informational:P3,debug:P3",
      extralabels:
        "cluster:example-production-eu-west-1,region:eu-west-1,environment:production,team:platform",
    });
    assert.deepEqual(sidekick.config.tlsclient, { cacertfile: "/etc/pharos/roots/roots.pem" });
  });

  it("keep every event in a log group, by the role of the pod and no key", () => {
    assert.deepEqual(sidekick.config.aws, {
      useirsa: false,
      checkidentity: false,
      region: "eu-west-1",
      cloudwatchlogs: { loggroup: "example-falco-events" },
    });
    const { config } = falcosidekickValues({
      settings: { organization: "example", environment: "production", region: "eu-west-1" },
      alertmanagers: "",
      servingSecret: "",
    });
    assert.equal("aws" in config, false);
  });

  it("take events over TLS, and are scraped the same way", () => {
    assert.deepEqual(sidekick.config.tlsserver, {
      deploy: true,
      existingSecret: "falcosidekick-serving-tls",
      certfile: "/etc/certs/server/tls.crt",
      keyfile: "/etc/certs/server/tls.key",
      notlspaths: "/ping",
    });
    assert.deepEqual(sidekick.serviceMonitor, {
      enabled: true,
      interval: "30s",
      additionalProperties: {
        scheme: "https",
        tlsConfig: {
          ca: { configMap: { name: "trust-roots", key: "roots.pem" } },
          serverName: "falcosidekick",
          minVersion: "TLS13",
        },
      },
    });
  });

  it("know Alertmanager, as Falco knows Falcosidekick, by the regions' roots", () => {
    assert.deepEqual(sidekick.extraVolumes, [
      { name: "trust-roots", configMap: { name: "trust-roots", optional: true } },
    ]);
    assert.deepEqual(sidekick.extraVolumeMounts, [
      { name: "trust-roots", mountPath: "/etc/pharos/roots", readOnly: true },
    ]);
    for (const { falco, mounts } of [onNodes, onAuditLog]) {
      assert.equal(falco.http_output.ca_cert, "/etc/pharos/roots/roots.pem");
      assert.deepEqual(mounts, {
        volumes: [{ name: "trust-roots", configMap: { name: "trust-roots", optional: true } }],
        volumeMounts: [{ name: "trust-roots", mountPath: "/etc/pharos/roots", readOnly: true }],
      });
    }
  });
});
