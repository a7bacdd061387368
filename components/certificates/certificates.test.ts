/* eslint-disable @typescript-eslint/no-unsafe-member-access -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { type CertifiedRegion, regionCertificates } from "../../content/certificates";
import { alertmanagerMembers } from "../../content/metrics/names";
import { falcosidekickServingSecret } from "../../content/runtime-security/names";
import { doors } from "../../content/access/doors";
import { tenantDoors } from "../../content/access/tenants";
import { days } from "../../content/units";
import { explorerValues } from "../dashboards/explorer-values";
import { grafanaValues } from "../dashboards/grafana-values";
import { gatewayValues } from "../access/gateway-values";
import { kubePrometheusStackValues } from "../metrics/kube-prometheus-stack-values";
import { falcosidekickValues } from "../runtime-security/falcosidekick-values";
import { record, type Recording } from "../testing/record";
import { certManagerValues } from "./cert-manager-values";
import { trustManagerValues } from "./trust-manager-values";
import { Certificates } from "./certificates";
import { leafSpec, peerTrustSpec, rootSpec, trustSpec } from "./certificate-plan";

const spoke: CertifiedRegion = {
  organization: "acme",
  environment: "staging",
  region: "eu-west-1",
  logPaths: ["logstash"],
  sends: true,
  uploads: true,
};
const HOST = "metrics-ingest.eu-west-1.staging.acme.internal";
const hub: CertifiedRegion = { ...spoke, sends: false, ingestHost: HOST };

const make = (region: CertifiedRegion): Promise<Recording> =>
  record(() => {
    const cluster = new ConfigMap("cluster", {});
    const monitoringCrds = new ConfigMap("crds", {});
    const trustingNamespaces = ["monitoring", "dashboards"];
    const crossingNamespaces = ["monitoring"];
    const namespace = "cert-manager";
    const args = { region, namespace, trustingNamespaces, crossingNamespaces, monitoringCrds, cluster };
    return new Certificates("certificates", args).issued.length;
  });
const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";

const identity = {
  issuerUrl: "https://id.example.com",
  clientId: "gateway",
  groupsClaim: "groups",
  scopes: ["openid"],
  groups: { viewer: ["all"], operator: [], "on-call": [], auditor: [], admin: [] },
  tenants: {},
  domain: "example.com",
};

/** What the metrics stack, runtime security, Grafana and the gateway mount, and the names by which they call others. */
function usedBy(role: "hub" | "spoke"): { secrets: string[]; servers: string[] } {
  const values = JSON.stringify([
    falcosidekickValues({ settings: spoke, alertmanagers: "", servingSecret: falcosidekickServingSecret }),
    grafanaValues({ storageClassName: "encrypted", prometheusUrl: "https://prometheus.example:9090" }),
    explorerValues({
      addresses: { prometheus: "", elasticsearch: "", jaeger: "", logs: "" },
      userSecret: "elasticsearch-user-explorer",
      signIn: { host: "", issuerUrl: "", keysUrl: "", clientId: "", rolePath: "" },
    }),
    [...doors, ...tenantDoors].map((door) => gatewayValues({ door, region: spoke.region, identity })),
    kubePrometheusStackValues({
      settings: {
        ...spoke,
        role,
        assurance: "trial",
        metrics: { retention: days(15), storageGiB: 100, activeSeries: 1000 },
      },
      storageClassName: "encrypted",
      nodeAgentsNamespace: "node-agents",
      dashboardsNamespace: "dashboards",
      uploads: true,
      ...(role === "spoke"
        ? {
            remoteWrites: [
              { queue: "hub", url: "https://hub.example", proof: "certificate", sends: "what may leave" },
            ],
          }
        : {}),
    }),
  ]);
  const all = (pattern: RegExp): string[] =>
    [...new Set([...values.matchAll(pattern)].map(([, found = ""]) => found))].sort();
  return {
    secrets: all(/"(?:name|secretName|existingSecret)":"([^"]*-tls)"/g),
    servers: all(/"serverName":"([^"]*)"/g),
  };
}

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("certificates", function () {
  this.timeout(PATIENCE_MS);

  for (const [role, region] of Object.entries({ hub, spoke }) as ["hub" | "spoke", CertifiedRegion][]) {
    it(`of a ${role} are exactly those that its Prometheus, Alertmanager, Thanos, Falcosidekick, Grafana and gateway mount`, () => {
      const { secrets, servers } = usedBy(role);
      // Thanos' own test compares what its other programs mount.
      if (role === "hub") secrets.push("thanos-receive-tls");
      // What asks from outside compares in its own test, too.
      secrets.push("blackbox-serving-tls");
      // Tests of logs and traces compare theirs.
      const issued = regionCertificates(region).filter(
        ({ namespace }) => !["logging", "tracing", "node-agents"].includes(namespace),
      );
      assert.deepEqual(issued.map(({ secretName }) => secretName).sort(), secrets.sort());
      const names = issued.flatMap(({ dnsNames = [] }) => dnsNames);
      assert.deepEqual(
        servers.filter((server) => !names.includes(server)),
        [],
      );
      // As Grafana and Falco call them.
      assert.ok(names.includes("pharos-prometheus.monitoring.svc"));
      assert.ok(names.includes("falcosidekick.runtime-security.svc"));
    });
  }

  it("name each Alertmanager, as Falcosidekick calls it", () => {
    const names = regionCertificates(spoke).flatMap(({ dnsNames = [] }) => dnsNames);
    const hosts = alertmanagerMembers("monitoring").map((url) => new URL(url).hostname);
    assert.equal(hosts.length, 3);
    // A wildcard stands for one label.
    for (const host of hosts) assert.ok(names.includes(host.replace(/^[^.]+/, "*")), host);
  });

  it("of a hub name the door through which spokes come, and those of others do not", () => {
    const named = (region: CertifiedRegion): boolean =>
      regionCertificates(region).some(({ dnsNames = [] }) => dnsNames.includes(HOST));
    assert.deepEqual([named(hub), named(spoke)], [true, false]);
  });

  it("hold a quarter of a year and change their keys, under a root whose key stays", () => {
    const [prometheus] = regionCertificates(spoke).map(leafSpec);
    assert.deepEqual(prometheus, {
      secretName: "prometheus-serving-tls",
      dnsNames: [
        "pharos-prometheus",
        "pharos-prometheus.monitoring",
        "pharos-prometheus.monitoring.svc",
        "pharos-prometheus.monitoring.svc.cluster.local",
      ],
      duration: "2160h",
      renewBefore: "720h",
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages: ["server auth"],
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "region-authority" },
    });
    assert.deepEqual(rootSpec(spoke), {
      secretName: "region-root",
      isCA: true,
      commonName: "acme-staging-eu-west-1 authority",
      duration: "87600h",
      renewBefore: "17520h",
      privateKey: { algorithm: "ECDSA", size: 384, rotationPolicy: "Never" },
      usages: ["cert sign", "crl sign", "digital signature"],
      issuerRef: { group: "cert-manager.io", kind: "Issuer", name: "self-signed" },
    });
  });

  it("prove who a spoke is by the name of its cluster, within what a certificate can hold", () => {
    const sender = regionCertificates(spoke).find(
      ({ secretName }) => secretName === "remote-write-client-tls",
    );
    assert.deepEqual([sender?.commonName, sender?.usages], ["acme-staging-eu-west-1", ["client auth"]]);
    // X.509's limit, against the longest words that the settings take.
    const longest = { organization: "a".repeat(12), environment: "b".repeat(12), region: "ap-southeast-1" };
    assert.ok(rootSpec(longest).commonName.length <= 64);
  });

  it("of the ways of logs follow from the workloads, with a key that Java reads for Logstash alone", () => {
    const both = regionCertificates({ ...spoke, logPaths: ["logstash", "fluentd"] });
    const shipping = both.filter(({ secretName }) => /^(log|fluentd)/.test(secretName));
    assert.deepEqual(
      shipping.map(({ namespace, secretName, usages, keyEncoding, commonName, dnsNames }) => [
        `${namespace}/${secretName}`,
        usages.join(),
        keyEncoding,
        commonName ?? dnsNames?.[2],
      ]),
      [
        ["node-agents/log-agent-client-tls", "client auth", undefined, "acme-staging-eu-west-1 log agent"],
        ["logging/logstash-serving-tls", "server auth", "PKCS8", "logstash.logging.svc"],
        ["logging/fluentd-serving-tls", "server auth", undefined, "fluentd.logging.svc"],
      ],
    );
    assert.deepEqual(
      both.map(leafSpec).flatMap(({ privateKey }) => ("encoding" in privateKey ? [privateKey.encoding] : [])),
      ["PKCS8"],
    );
  });

  it("are trusted by the root's public half alone, in the platform's namespaces", () => {
    assert.deepEqual(trustSpec(), {
      sources: [{ secret: { name: "region-root", key: "tls.crt" } }],
      target: {
        configMap: { key: "roots.pem" },
        namespaceSelector: { matchLabels: { "app.kubernetes.io/managed-by": "pharos" } },
      },
    });
  });

  it("are trusted across regions where somebody speaks with them, with as many roots as there are", () => {
    assert.deepEqual(peerTrustSpec(["monitoring", "dashboards"]), {
      sources: [
        { secret: { name: "region-root", key: "tls.crt" } },
        { secret: { selector: { matchLabels: { "pharos/root-of": "another-region" } }, key: "tls.crt" } },
      ],
      target: {
        configMap: { key: "roots.pem" },
        namespaceSelector: {
          matchExpressions: [
            { key: "kubernetes.io/metadata.name", operator: "In", values: ["dashboards", "monitoring"] },
          ],
        },
      },
    });
  });

  it("are made in their order, each after what it needs", async () => {
    const { resources } = await make(spoke);
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === "certificates")
        .map(
          ({ type, name, dependsOn }) =>
            `${type.split(":").at(-1)} ${name}: ${[...dependsOn].sort().join(", ")}`,
        )
        .sort(),
      [
        "Bundle certificates-peer-roots: certificates-root, certificates-trust-manager",
        "Bundle certificates-trust-roots: certificates-root, certificates-trust-manager",
        ...[
          "alertmanager-serving",
          "blackbox-serving",
          "elastic-operator-webhook",
          "elasticsearch-serving",
          "explorer-serving",
          "falcosidekick-serving",
          "gateway-serving",
          "grafana-serving",
          "jaeger-collector",
          "jaeger-query",
          "kibana-serving",
          "kube-state-metrics-serving",
          "log-agent-client",
          "logstash-serving",
        ].map(
          (name) => `Certificate certificates-${name}-tls: certificates-authority, certificates-cert-manager`,
        ),
        "Certificate certificates-prometheus-serving-tls: certificates-authority, certificates-cert-manager",
        "Certificate certificates-remote-write-client-tls: certificates-authority, certificates-cert-manager",
        "Certificate certificates-root: certificates-cert-manager, certificates-self-signed",
        "Certificate certificates-thanos-tls: certificates-authority, certificates-cert-manager",
        ...["tracing-agent-tls", "tracing-gateway-tls"].map(
          (secret) => `Certificate certificates-${secret}: certificates-authority, certificates-cert-manager`,
        ),
        "ClusterIssuer certificates-authority: certificates-cert-manager, certificates-root",
        "Issuer certificates-self-signed: certificates-cert-manager",
        "Release certificates-cert-manager: crds",
        "Release certificates-trust-manager: certificates-cert-manager, crds",
      ],
    );
  });

  it("are waited for, and go with the cluster, as releases do not", async () => {
    const { resources } = await make(hub);
    for (const { type, name, inputs, deletedWith, parent } of resources) {
      if (parent !== "certificates") continue;
      if (type.endsWith(":Release")) {
        assert.equal(deletedWith, undefined, name);
        continue;
      }
      const condition = type.endsWith(":Bundle") ? "Synced" : "Ready";
      assert.deepEqual(
        inputs["metadata"].annotations,
        { "pulumi.com/waitFor": `condition=${condition}` },
        name,
      );
      assert.equal(deletedWith, "cluster", name);
    }
  });

  it("are asked of the cluster as they are planned", async () => {
    const { resources } = await make(spoke);
    const planned: Record<string, unknown> = {
      "certificates-self-signed": { selfSigned: {} },
      "certificates-root": rootSpec(spoke),
      "certificates-authority": { ca: { secretName: "region-root" } },
      "certificates-trust-roots": trustSpec(),
      "certificates-peer-roots": peerTrustSpec(["monitoring"]),
      ...Object.fromEntries(
        regionCertificates(spoke).map((leaf) => [`certificates-${leaf.secretName}`, leafSpec(leaf)]),
      ),
    };
    const asked = resources
      .filter(({ parent, type }) => parent === "certificates" && !type.endsWith(":Release"))
      .map(({ name, inputs }) => [name, inputs["spec"] as unknown]);
    assert.deepEqual(Object.fromEntries(asked), planned);
  });

  it("pass no key through Pulumi", async () => {
    const recording = await make(hub);
    assert.equal(recording.ofType(CERTIFICATE).length, 20);
    assert.deepEqual(recording.ofType("kubernetes:core/v1:Secret"), []);
    assert.doesNotMatch(JSON.stringify(recording.resources), /BEGIN|PRIVATE/);
  });

  it("give nobody rights over certificates and roots, and take nothing for a root but the regions'", () => {
    assert.deepEqual(certManagerValues().global, {
      leaderElection: { namespace: "cert-manager" },
      rbac: { aggregateClusterRoles: false },
    });
    const { global, defaultPackage, filterExpiredCertificates, filterNonCACerts } = trustManagerValues([]);
    assert.deepEqual(
      { global, defaultPackage, filterExpiredCertificates, filterNonCACerts },
      {
        global: { rbac: { aggregateClusterRoles: false } },
        defaultPackage: { enabled: false },
        filterExpiredCertificates: { enabled: true },
        filterNonCACerts: { enabled: true },
      },
    );
  });

  it("let trust-manager write into the platform's namespaces only", async () => {
    const { inputs } = (await make(hub)).get("kubernetes:helm.sh/v3:Release", "certificates-trust-manager");
    assert.deepEqual(inputs["values"].app.targetNamespaces, ["monitoring", "dashboards"]);
  });
});
