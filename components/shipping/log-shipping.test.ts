/* eslint-disable @typescript-eslint/no-unsafe-member-access -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { parse } from "yaml";
import { logPlace } from "../../content/logs-shipping/place";
import type { ShippedWorkloads } from "../../content/logs-shipping/routes";
import { record, type Recording, type Registered } from "../testing/record";
import { LogShipping } from "./log-shipping";

const make = (
  workloads: ShippedWorkloads,
  scaledBy: "processor" | "load" = "processor",
): Promise<Recording> =>
  record(() => {
    const certificate = new ConfigMap("certificate", {});
    const monitoringCrds = new ConfigMap("crds", {});
    return new LogShipping("log-shipping", {
      workloads,
      logPlace: logPlace({ cluster: "acme-staging-eu-west-1", region: "eu-west-1", environment: "staging" }),
      loggingNamespace: "logging",
      nodeAgentsNamespace: "node-agents",
      storageClassName: "encrypted",
      volumeRetention: { whenDeleted: "Retain", whenScaled: "Retain" },
      scaledBy,
      after: [certificate],
      monitoringCrds,
    });
  });

/** What is asked about the pods of a workload. */
interface PodSpec {
  readonly volumes: readonly {
    readonly name: string;
    readonly hostPath?: unknown;
    readonly secret?: { readonly secretName: string };
  }[];
  readonly containers: readonly {
    readonly volumeMounts?: readonly { readonly name: string }[];
    readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
  }[];
  readonly tolerations: unknown;
  readonly securityContext: {
    readonly runAsNonRoot: boolean;
    readonly runAsUser: number;
    readonly runAsGroup: number;
  };
  readonly automountServiceAccountToken: boolean;
}

interface WorkloadSpec {
  readonly template: { readonly spec: PodSpec };
}

const podSpecOf = ({ inputs }: Registered): PodSpec => (inputs["spec"] as WorkloadSpec).template.spec;

/** What is asked about the agents' configurations. */
interface FilebeatConfig {
  readonly "filebeat.inputs": readonly {
    readonly paths: readonly string[];
    readonly "prospector.scanner": { readonly exclude_files: readonly string[] };
  }[];
  readonly "output.logstash": { readonly ssl: { readonly verification_mode: string } };
}
interface FluentBitConfig {
  readonly pipeline: {
    readonly inputs: readonly { readonly path: string }[];
    readonly outputs: readonly { readonly retry_limit: string }[];
  };
}

const POD_KINDS = ["DaemonSet", "StatefulSet"];

function podsOf(recording: Recording) {
  return POD_KINDS.flatMap((kind) => recording.ofType(`kubernetes:apps/v1:${kind}`));
}

function dataOf(recording: Recording, name: string): Record<string, string> {
  return recording.get("kubernetes:core/v1:ConfigMap", name).inputs["data"] as Record<string, string>;
}

describe("shipping logs", () => {
  it("runs the programs of the stack's workloads and no others", async () => {
    const names = async (workloads: ShippedWorkloads) =>
      podsOf(await make(workloads)).map(
        ({ inputs }) => `${inputs["metadata"].namespace} ${inputs["metadata"].name}`,
      );
    const finance = ["node-agents filebeat", "logging logstash"];
    const dag = ["node-agents fluent-bit", "logging fluentd"];
    assert.deepEqual(await names({ finance: true, dag: false }), finance);
    assert.deepEqual(await names({ finance: false, dag: true }), dag);
    assert.deepEqual((await names({ finance: true, dag: true })).sort(), [...finance, ...dag].sort());
  });

  it("waits for certificates, and for what takes lines before it reads any", async () => {
    const recording = await make({ finance: true, dag: true });
    for (const { name, dependsOn } of podsOf(recording)) assert.ok(dependsOn.includes("certificate"), name);
    for (const [agent, taker] of [
      ["filebeat", "logstash-pods"],
      ["fluent-bit", "fluentd-pods"],
    ] as const)
      assert.ok(
        recording.get("kubernetes:apps/v1:DaemonSet", `${agent}-agents`).dependsOn.includes(taker),
        agent,
      );
  });

  it("lets agents read the node's logs and write nothing of the node, on every node, as nobody", async () => {
    const agents = (await make({ finance: true, dag: true })).ofType("kubernetes:apps/v1:DaemonSet");
    assert.equal(agents.length, 2);
    for (const agent of agents) {
      const spec = podSpecOf(agent);
      assert.deepEqual(
        spec.volumes.filter(({ hostPath }) => hostPath !== undefined),
        [{ name: "logs", hostPath: { path: "/var/log" } }],
      );
      const mount = spec.containers[0]?.volumeMounts?.find(({ name }) => name === "logs");
      assert.deepEqual(mount, { name: "logs", mountPath: "/var/log", readOnly: true });
      assert.deepEqual(spec.tolerations, [{ operator: "Exists" }]);
      assert.equal(spec.securityContext.runAsNonRoot, true);
      // The group that may read containers' files.
      assert.deepEqual([spec.securityContext.runAsUser, spec.securityContext.runAsGroup], [1000, 0]);
      assert.equal(spec.automountServiceAccountToken, false);
    }
  });

  it("keeps what waits on volumes, grows with its load, and leaves how many there are to the autoscaler", async () => {
    const recording = await make({ finance: true, dag: true });
    for (const name of ["logstash", "fluentd"]) {
      const { spec } = recording.get("kubernetes:apps/v1:StatefulSet", `${name}-pods`).inputs;
      assert.equal(spec.volumeClaimTemplates[0].spec.resources.requests.storage, "50Gi");
      assert.equal(spec.template.spec.topologySpreadConstraints[0].minDomains, 2);
      assert.equal(spec.template.spec.terminationGracePeriodSeconds, 300);
      const { inputs } = recording.get(
        "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
        `${name}-autoscaler`,
      );
      const { minReplicas, maxReplicas, scaleTargetRef } = inputs["spec"] as {
        readonly minReplicas: number;
        readonly maxReplicas: number;
        readonly scaleTargetRef: { readonly name: string };
      };
      assert.deepEqual([minReplicas, maxReplicas, scaleTargetRef.name], [2, 6, name]);
    }
  });

  it("has no autoscaler of its own where a scaler elsewhere follows its load: two would undo each other", async () => {
    const recording = await make({ finance: true, dag: true }, "load");
    assert.deepEqual(recording.ofType("kubernetes:autoscaling/v2:HorizontalPodAutoscaler"), []);
  });

  it("lets no container write to its root", async () => {
    const pods = podsOf(await make({ finance: true, dag: true })).map(podSpecOf);
    const writable = pods.flatMap(({ containers }) =>
      containers.map(({ securityContext }) => securityContext.readOnlyRootFilesystem),
    );
    assert.deepEqual(writable, [true, true, true, true, true]);
  });

  it("keeps credentials out of specifications: they are files of a secret that others make", async () => {
    const recording = await make({ finance: true, dag: true });
    assert.deepEqual(recording.ofType("kubernetes:core/v1:Secret"), []);
    const secrets = podsOf(recording).map((workload) =>
      podSpecOf(workload).volumes.flatMap(({ secret }) => (secret === undefined ? [] : [secret.secretName])),
    );
    assert.deepEqual(secrets.map((names) => names.join(" ")).sort(), [
      "fluentd-serving-tls elasticsearch-user-fluentd",
      "log-agent-client-tls",
      "log-agent-client-tls",
      "logstash-serving-tls elasticsearch-user-logstash",
    ]);
  });

  it("gives Logstash a queue and a place for dead letters that fit on its volume, and scripts where it looks for them", async () => {
    const recording = await make({ finance: true, dag: false });
    const settings = dataOf(recording, "logstash-settings");
    const [containers, deadLetters] = parse(settings["pipelines.yml"] ?? "") as Record<string, unknown>[];
    assert.equal(containers?.["queue.type"], "persisted");
    assert.equal(containers?.["dead_letter_queue.enable"], true);
    const sizes = ["queue.max_bytes", "dead_letter_queue.max_bytes"].map((key) =>
      Number.parseInt(String(containers?.[key]), 10),
    );
    assert.deepEqual(sizes, [40_960, 5120]);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 50 * 1024);
    assert.equal(deadLetters?.["pipeline.id"], "dead-letters");

    const scripts = Object.keys(dataOf(recording, "logstash-scripts"));
    const texts = [settings["containers.conf"] ?? "", settings["dead-letters.conf"] ?? ""];
    const named = texts.flatMap((text) =>
      [...text.matchAll(/\/etc\/logstash-scripts\/(\w+\.rb)/g)].map(([, file = ""]) => file),
    );
    assert.deepEqual([...new Set(named)].sort(), [...scripts].sort());
    for (const text of texts) {
      assert.equal(text.split("{").length, text.split("}").length);
      // What stands between single quotation marks is the place, whole.
      const [, json = ""] = /"place" => '(.*)'/.exec(text) ?? [];
      assert.equal((JSON.parse(json) as { namespace: string }).namespace, "staging");
      assert.match(text, /ssl_certificate_authorities => \["\/etc\/roots\/roots.pem"\]/);
    }
    assert.equal(texts[0]?.match(/ssl_client_authentication => "required"/g)?.length, 2);
  });

  it("gives Fluentd buffers that fit on its volume, and asks agents who they are", async () => {
    const recording = await make({ finance: false, dag: true });
    const text = dataOf(recording, "fluentd-settings")["fluentd.conf"] ?? "";
    const limits = [...text.matchAll(/total_limit_size (\d+)m/g)].map(([, size]) => Number(size));
    assert.deepEqual(limits, [40_960, 5120]);
    assert.equal(text.match(/client_cert_auth true/g)?.length, 2);
    assert.equal(text.match(/min_version TLS1_3/g)?.length, 3);
    assert.deepEqual(
      [...text.matchAll(/@type (pharos_\w+)/g)].map(([, type]) => `filter_${type}.rb`).sort(),
      Object.keys(dataOf(recording, "fluentd-scripts"))
        .filter((file) => file.startsWith("filter_"))
        .sort(),
    );
    const opened = [...text.matchAll(/^\s*<(\w+)/gm)].map(([, tag]) => tag).sort();
    const closed = [...text.matchAll(/^\s*<\/(\w+)>/gm)].map(([, tag]) => tag).sort();
    assert.deepEqual(opened, closed);
  });

  it("has each agent read its own namespaces' files, so that together they read all", async () => {
    const recording = await make({ finance: true, dag: true });
    const filebeat = parse(dataOf(recording, "filebeat-config")["filebeat.yml"] ?? "") as FilebeatConfig;
    const [input] = filebeat["filebeat.inputs"];
    assert.deepEqual(input?.paths, ["/var/log/containers/*.log"]);
    assert.deepEqual(input?.["prospector.scanner"].exclude_files, [
      "/[^/_]+_(chain|ledger|ledger-gateway)_[^/_]+\\.log$",
    ]);
    const fluentBit = parse(
      dataOf(recording, "fluent-bit-config")["fluent-bit.yaml"] ?? "",
    ) as FluentBitConfig;
    assert.equal(
      fluentBit.pipeline.inputs[0]?.path,
      ["chain", "ledger", "ledger-gateway"]
        .map((namespace) => `/var/log/containers/*_${namespace}_*.log`)
        .join(),
    );
    // Lines that are joined and sent, not given up.
    assert.equal(fluentBit.pipeline.outputs[0]?.retry_limit, "no_limits");
    assert.equal(filebeat["output.logstash"].ssl.verification_mode, "full");
  });

  it("is scraped, after the definition of monitors is there", async () => {
    const monitors = (await make({ finance: true, dag: true })).ofType(
      "kubernetes:monitoring.coreos.com/v1:PodMonitor",
    );
    assert.deepEqual(
      monitors
        .map(({ inputs: { metadata, spec }, dependsOn }) =>
          [metadata.namespace, metadata.name, spec.podMetricsEndpoints[0].scheme, dependsOn.join()].join(" "),
        )
        .sort(),
      ["logging fluentd https crds", "logging logstash  crds", "node-agents fluent-bit  crds"],
    );
  });
});
