import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { days } from "../../content/units";
import { kubePrometheusStackValues } from "./kube-prometheus-stack-values";
import type { MetricsStackSettings, RemoteWrite } from "./settings";

interface Variant {
  readonly remoteWrites?: readonly RemoteWrite[];
  readonly uploads?: boolean;
  readonly receives?: boolean;
}

function valuesFor(change: Partial<MetricsStackSettings> = {}, variant: Variant = {}) {
  return kubePrometheusStackValues({
    settings: {
      organization: "example",
      environment: "production",
      region: "us-west-2",
      role: "spoke",
      assurance: "regulated",
      metrics: { retention: days(15), storageGiB: 100, activeSeries: 500_000 },
      ...change,
    },
    storageClassName: "encrypted-gp3",
    nodeAgentsNamespace: "node-agents",
    dashboardsNamespace: "dashboards",
    ...variant,
  });
}

const remoteWriteUrl = "https://metrics-ingest.example/api/v1/receive";
const hubsDoor: RemoteWrite = {
  queue: "hub",
  url: remoteWriteUrl,
  proof: "certificate",
  sends: "what may leave",
};
const sends = { remoteWrites: [hubsDoor] };

describe("values of kube-prometheus-stack", () => {
  it("keep 15 days on 85 % of the volume", () => {
    const { retention, retentionSize } = valuesFor().prometheus.prometheusSpec;
    assert.deepEqual({ retention, retentionSize }, { retention: "15d", retentionSize: "85GiB" });
  });

  it("tell regions apart by external labels", () => {
    assert.deepEqual(valuesFor().prometheus.prometheusSpec.externalLabels, {
      cluster: "example-production-us-west-2",
      region: "us-west-2",
      environment: "production",
    });
  });

  it("lead from alerts to the gateway's doors, or without one to the Services, over TLS", () => {
    const links = (change: Partial<MetricsStackSettings>) => {
      const { prometheus, alertmanager } = valuesFor(change);
      return [prometheus.prometheusSpec.externalUrl, alertmanager.alertmanagerSpec.externalUrl];
    };
    assert.deepEqual(links({}), [
      "https://pharos-prometheus.monitoring.svc:9090",
      "https://pharos-alertmanager.monitoring.svc:9093",
    ]);
    assert.deepEqual(links({ access: { gateway: { domain: "watch.example" } } }), [
      "https://prometheus.us-west-2.watch.example",
      "https://alertmanager.us-west-2.watch.example",
    ]);
  });

  it("size memory, processor and the queue by the active series", () => {
    const { resources, remoteWrite } = valuesFor({}, sends).prometheus.prometheusSpec;
    assert.deepEqual(resources, {
      requests: { cpu: "584m", memory: "4419Mi" },
      limits: { memory: "8838Mi" },
    });
    assert.equal(remoteWrite[0]?.queueConfig.maxShards, 7);
  });

  it("send from a spoke to the name that was given, proving who they are", () => {
    const [hub] = valuesFor({}, sends).prometheus.prometheusSpec.remoteWrite;
    assert.equal(hub?.url, remoteWriteUrl);
    assert.equal(hub?.name, "hub");
    assert.equal(hub?.followRedirects, false);
    assert.ok(hub !== undefined && "tlsConfig" in hub);
    assert.deepEqual(hub.tlsConfig, {
      ca: { configMap: { name: "peer-roots", key: "roots.pem" } },
      minVersion: "TLS13",
      cert: { secret: { name: "remote-write-client-tls", key: "tls.crt" } },
      keySecret: { name: "remote-write-client-tls", key: "tls.key" },
    });
  });

  it("send to a workspace signed, in smaller requests without exemplars, with the label by which it knows the halves", () => {
    const url = "https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
    const write = (what: RemoteWrite["sends"]) =>
      valuesFor(
        {},
        { remoteWrites: [{ queue: "history", url, proof: { signedIn: "us-east-1" }, sends: what }] },
      ).prometheus.prometheusSpec.remoteWrite[0];
    const { queueConfig, writeRelabelConfigs, ...rest } = write("everything")!;
    assert.deepEqual(rest, {
      name: "history",
      url,
      remoteTimeout: "30s",
      followRedirects: false,
      sendExemplars: false,
      sendNativeHistograms: true,
      sigv4: { region: "us-east-1" },
    });
    assert.deepEqual([queueConfig.maxSamplesPerSend, queueConfig.maxShards], [1000, 14]);
    const replica = [
      {
        action: "replace",
        sourceLabels: ["prometheus_replica"],
        targetLabel: "__replica__",
        regex: "(.+)",
      },
      { action: "labeldrop", regex: "prometheus_replica" },
    ];
    assert.deepEqual(writeRelabelConfigs, replica);
    // Last: a list of what may leave would take it off again.
    assert.deepEqual(write("what may leave")!.writeRelabelConfigs, [
      ...valuesFor({}, sends).prometheus.prometheusSpec.remoteWrite[0]!.writeRelabelConfigs!,
      ...replica,
    ]);
  });

  it("give Alertmanager no token of the cluster, to which it has nothing to say", () => {
    const { serviceAccount, alertmanagerSpec } = valuesFor({}, sends).alertmanager;
    assert.deepEqual(
      [serviceAccount.automountServiceAccountToken, alertmanagerSpec.automountServiceAccountToken],
      [false, false],
    );
  });

  it("send nothing where no name was given", () => {
    assert.deepEqual(valuesFor({ role: "hub" }).prometheus.prometheusSpec.remoteWrite, []);
  });

  it("take samples only where told, as late as spokes can replay, from whom the regions' roots vouch for", () => {
    const hub = valuesFor({ role: "hub" }, { receives: true }).prometheus.prometheusSpec;
    const spoke = valuesFor({}, sends).prometheus.prometheusSpec;
    assert.deepEqual([hub.enableRemoteWriteReceiver, spoke.enableRemoteWriteReceiver], [true, false]);
    assert.deepEqual([hub.tsdb.outOfOrderTimeWindow, spoke.tsdb.outOfOrderTimeWindow], ["2h", "10m"]);
    assert.deepEqual(hub.web.tlsConfig, {
      ...spoke.web.tlsConfig,
      client_ca: { configMap: { name: "peer-roots", key: "roots.pem" } },
      clientAuthType: "VerifyClientCertIfGiven",
    });
  });

  it("upload blocks from a sidecar, which serves the last two days to those alone who show a certificate", () => {
    const { prometheusSpec, thanosService, thanosServiceMonitor } = valuesFor(
      {},
      { uploads: true },
    ).prometheus;
    assert.deepEqual(prometheusSpec.thanos, {
      image: "quay.io/thanos/thanos:v0.42.4",
      version: "v0.42.4",
      objectStorageConfig: { existingSecret: { name: "thanos-object-store", key: "objstore.yml" } },
      grpcServerTlsConfig: {
        caFile: "/etc/thanos/roots/roots.pem",
        certFile: "/etc/thanos/tls/tls.crt",
        keyFile: "/etc/thanos/tls/tls.key",
      },
      additionalArgs: [{ name: "http.config", value: "/etc/thanos/web/web.yml" }],
      minTime: "-48h",
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
      volumeMounts: [
        { name: "thanos-tls", mountPath: "/etc/thanos/tls", readOnly: true },
        { name: "trust-roots", mountPath: "/etc/thanos/roots", readOnly: true },
        { name: "thanos-web", mountPath: "/etc/thanos/web", readOnly: true },
      ],
    });
    assert.deepEqual(prometheusSpec.volumes, [
      { name: "thanos-tls", secret: { secretName: "thanos-tls" } },
      { name: "trust-roots", configMap: { name: "trust-roots" } },
      { name: "thanos-web", configMap: { name: "thanos-web" } },
    ]);
    assert.deepEqual(thanosService, { enabled: true });
    assert.deepEqual(thanosServiceMonitor, {
      enabled: true,
      scheme: "https",
      tlsConfig: {
        ca: { configMap: { name: "trust-roots", key: "roots.pem" } },
        serverName: "thanos",
        minVersion: "TLS13",
      },
    });
  });

  it("have no sidecar where there is no bucket for it", () => {
    const { prometheusSpec, thanosService } = valuesFor().prometheus;
    assert.deepEqual([prometheusSpec.thanos, thanosService], [undefined, undefined]);
  });

  it("let no target of any job bring more than half of what the pair is sized for, or labels without end", () => {
    const {
      enforcedSampleLimit,
      enforcedLabelLimit,
      enforcedLabelNameLengthLimit,
      enforcedLabelValueLengthLimit,
    } = valuesFor().prometheus.prometheusSpec;
    assert.deepEqual(
      [enforcedSampleLimit, enforcedLabelLimit, enforcedLabelNameLengthLimit, enforcedLabelValueLengthLimit],
      [250_000, 64, 256, 2048],
    );
  });

  it("leave no volume behind after a trial", () => {
    const { prometheus, alertmanager } = valuesFor({ assurance: "trial" });
    for (const spec of [prometheus.prometheusSpec, alertmanager.alertmanagerSpec]) {
      assert.equal(spec.persistentVolumeClaimRetentionPolicy.whenDeleted, "Delete");
    }
    // RET-K8S-01 refuses that where it is not said that what they hold need not be kept.
    assert.deepEqual(prometheus.additionalLabels, { "pharos/record-class": "metrics-operational" });
    assert.deepEqual(alertmanager.additionalLabels, { "pharos/record-class": "none" });
  });

  it("put node-exporter into the privileged namespace, and dashboards where Grafana looks", () => {
    const values = valuesFor();
    assert.equal(values["prometheus-node-exporter"].namespaceOverride, "node-agents");
    assert.equal(values.grafana.namespaceOverride, "dashboards");
  });

  it("switch off the chart's alerts that ours replace, and no other", () => {
    assert.deepEqual(Object.keys(valuesFor().defaultRules.disabled), [
      "AlertmanagerClusterDown",
      "AlertmanagerMembersInconsistent",
      "KubeHpaMaxedOut",
      "PrometheusRemoteStorageFailures",
      "PrometheusRemoteWriteBehind",
      "PrometheusRemoteWriteDesiredShards",
      "PrometheusRuleFailures",
      "Watchdog",
    ]);
  });

  it("stay within the length that the chart cuts names at", () => {
    assert.ok(valuesFor().fullnameOverride.length <= 26);
  });
});

/** Keys of prometheusSpec and alertmanagerSpec that the chart reads itself, instead of passing them on. */
const chartOnly = new Set([
  "ruleSelectorNilUsesHelmValues",
  "serviceMonitorSelectorNilUsesHelmValues",
  "podMonitorSelectorNilUsesHelmValues",
  "probeSelectorNilUsesHelmValues",
  "scrapeConfigSelectorNilUsesHelmValues",
  // Of Alertmanager: how Prometheus reaches it. The chart writes both into Prometheus.spec.alerting.
  "scheme",
  "tlsConfig",
]);
/** Keys that the chart passes on under another name. */
const renamed: Readonly<Record<string, string>> = { storageSpec: "storage" };

function toSpec(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => !chartOnly.has(key))
      .map(([key, value]) => [
        renamed[key] ?? key,
        key === "thanos" ? toThanos(value as object) : (value as unknown),
      ]),
  );
}

/** The chart turns the name of an existing secret into the resource's reference to one. */
function toThanos(values: object): object {
  const { objectStorageConfig, ...rest } = values as { objectStorageConfig: { existingSecret: object } };
  return { ...rest, objectStorageConfig: objectStorageConfig.existingSecret };
}

describeWithShared(
  "values against the custom resources they become",
  ["schemas", "monitoring.coreos.com"],
  () => {
    const validators = new Map<string, ValidateFunction>();

    before(function () {
      // The schemas are large: compiling one takes a second, and on a busy machine several.
      this.timeout(60_000);
      for (const kind of ["Prometheus", "Alertmanager"]) {
        const file = sharedPath("schemas", "monitoring.coreos.com", `${kind.toLowerCase()}_v1.json`);
        const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
        validators.set(kind, ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object));
      }
    });

    function errorsOf(kind: "Prometheus" | "Alertmanager", spec: object): string[] {
      const validate = validators.get(kind);
      assert.ok(validate);
      validate({ apiVersion: "monitoring.coreos.com/v1", kind, metadata: { name: "example" }, spec });
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
    }

    const variants = {
      spoke: valuesFor({}, { ...sends, uploads: true }),
      hub: valuesFor({ role: "hub" }, { uploads: true }),
      "a hub without Thanos": valuesFor({ role: "hub" }, { receives: true }),
      trial: valuesFor({ assurance: "trial" }),
    };
    for (const [name, values] of Object.entries(variants)) {
      it(`make a valid Prometheus: ${name}`, () => {
        assert.deepEqual(errorsOf("Prometheus", toSpec(values.prometheus.prometheusSpec)), []);
      });
      it(`make a valid Alertmanager: ${name}`, () => {
        assert.deepEqual(errorsOf("Alertmanager", toSpec(values.alertmanager.alertmanagerSpec)), []);
      });
    }

    it("are refused with a typing error below a map that values.yaml leaves empty", () => {
      const spec = toSpec(structuredClone(variants.spoke.prometheus.prometheusSpec));
      const [hub] = spec["remoteWrite"] as [{ queueConfig: Record<string, unknown> }];
      hub.queueConfig["maxShard"] = 5;
      assert.deepEqual(errorsOf("Prometheus", spec), [
        '/spec/remoteWrite/0/queueConfig must NOT have additional properties {"additionalProperty":"maxShard"}',
      ]);
    });

    it("name every key that the chart reads itself as one that the resource does not have", () => {
      const schema = JSON.parse(
        readFileSync(sharedPath("schemas", "monitoring.coreos.com", "prometheus_v1.json"), "utf8"),
      ) as { properties: { spec: { properties: object } } };
      const passedOn = [...chartOnly].filter((key) => key in schema.properties.spec.properties);
      assert.deepEqual(passedOn, []);
    });
  },
);
