import assert from "node:assert/strict";
import * as path from "node:path";
import { applicationsOf } from "../content/applications";
import { record, Recording } from "../components/testing/record";
import { judge, judgeStack } from "../policies/evaluation/judge";
import { namespacesDenyByDefault } from "../policies/rules/workloads/k8s-net-01";
import { namespacesAreBounded } from "../policies/rules/workloads/k8s-ns-03";
import { volumesOutliveClaims } from "../policies/rules/workloads/ret-k8s-01";
import { resourceFrom, stackFrom } from "../policies/testing/resources";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { recordStacks } from "./testing/stacks";

const NO_WAIVERS = { valid: [], faults: [] };
const EXAMPLE = path.resolve(__dirname, "..", "..", "docs", "examples", "existing-cluster");
const STACK_RULES = [namespacesDenyByDefault, namespacesAreBounded];

/** Each verdict of the three rules on a stack, as `rule outcome name`. */
function verdicts({ resources }: Recording): string[] {
  const given = resources.map(({ type, name, inputs, outputs }) => ({ type, name, inputs, outputs }));
  const stack = stackFrom(given);
  return [
    ...STACK_RULES.flatMap((rule) => judgeStack(rule, stack, NO_WAIVERS)),
    ...given.flatMap((each) => judge(volumesOutliveClaims, resourceFrom(each), NO_WAIVERS)),
  ].map(({ rule, urn, outcome }) => `${rule} ${outcome.kind} ${urn.split("::").at(-1)}`);
}

const withoutType = ({ resources, outputs, log }: Recording, type: string): Recording =>
  new Recording(
    resources.filter((each) => each.type !== type),
    outputs,
    log,
  );

const PLATFORM = [
  "monitoring",
  "dashboards",
  "node-agents",
  "cert-manager",
  "external-secrets",
  "runtime-security",
  "logging",
  "tracing",
  "access",
  "keda",
].map((namespace) => `namespaces-${namespace}`);

/** The platform's namespaces and those of the stack's applications. */
const namespacesOf = (stack: string): string[] => [
  ...PLATFORM,
  ...applicationsOf({ finance: true, dag: stack !== "eu-central-1" }).map(
    ({ name }) => `application-${name}-namespace`,
  ),
];

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("namespaces of every stack", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  before(async () => {
    const { settings, topology } = loadSettings(EXAMPLE, "eu-central-1");
    const existing = await record(() => createRegion({ settings, topology }), { stack: "eu-central-1" });
    recordings = new Map([...(await recordStacks()), ["eu-central-1", existing]]);
  });

  it("are closed by default and bounded, and volumes are of a class that need not be kept", () => {
    for (const [stack, recording] of recordings) {
      assert.deepEqual(
        verdicts(recording).sort(),
        [
          ...namespacesOf(stack).flatMap((name) => [`K8S-NET-01 pass ${name}`, `K8S-NS-03 pass ${name}`]),
          // Elasticsearch's volumes stay where records are kept; the example is a trial, and lets them go.
          `RET-K8S-01 ${stack === "eu-central-1" ? "notApplicable" : "pass"} logs-elasticsearch`,
          ...(stack === "eu-central-1" ? [] : ["RET-K8S-01 notApplicable platform-storage-class"]),
          // A trial, as the example is, deletes its volumes, which hold nothing that must be kept.
          ...recording
            .ofType("kubernetes:apps/v1:StatefulSet")
            .map(({ name }) => `RET-K8S-01 ${stack === "eu-central-1" ? "notApplicable" : "pass"} ${name}`),
        ].sort(),
        stack,
      );
    }
  });

  it("would not be without the policies", () => {
    const hub = recordings.get("us-east-1") ?? assert.fail();
    const open = verdicts(withoutType(hub, "kubernetes:networking.k8s.io/v1:NetworkPolicy"));
    assert.deepEqual(
      open.filter((line) => line.startsWith("K8S-NET-01")).sort(),
      namespacesOf("us-east-1")
        .sort()
        .map((name) => `K8S-NET-01 violation ${name}`),
    );
  });

  it("have a quota that the settings' sizes decide on", () => {
    const hub = recordings.get("us-east-1") ?? assert.fail();
    const hard = (namespace: string) =>
      (
        hub.get("kubernetes:core/v1:ResourceQuota", `namespaces-bounds-${namespace}-quota`).inputs[
          "spec"
        ] as {
          hard: Record<string, string>;
        }
      ).hard;
    // Twice: two Prometheus and three Alertmanagers with what runs beside them, the operator, kube-state-metrics, two metrics-servers, two that ask from outside, one that reads CloudWatch; and of
    // Thanos three ingesters and three routers, the compactor, and two each of store gateways, frontends and rulers; of routers and queries twice as many, at their most.
    assert.deepEqual(hard("monitoring"), {
      pods: "64",
      "requests.cpu": "43000m",
      "requests.memory": "176834Mi",
      "limits.memory": "371460Mi",
      persistentvolumeclaims: "26",
      "requests.storage": "1640Gi",
    });
    // Twice: two Grafanas with their sidecars, two explorers, and the job that makes their user in the database.
    assert.deepEqual(hard("dashboards"), {
      pods: "10",
      "requests.cpu": "900m",
      "requests.memory": "2496Mi",
      "limits.memory": "4992Mi",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
    // Twice: cert-manager, its webhooks, injectors and startup check, trust-manager.
    assert.deepEqual(hard("cert-manager"), {
      pods: "20",
      "requests.cpu": "620m",
      "requests.memory": "1984Mi",
      "limits.memory": "4480Mi",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
    // On each of 256 nodes: node-exporter, Falco, Filebeat and Fluent Bit.
    assert.deepEqual(hard("node-agents"), {
      pods: "2048",
      "requests.cpu": "122880m",
      "requests.memory": "409600Mi",
      "limits.memory": "884736Mi",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
    // Twice: two of each of KEDA's programs.
    assert.deepEqual(hard("keda"), {
      pods: "12",
      "requests.cpu": "480m",
      "requests.memory": "1152Mi",
      "limits.memory": "4096Mi",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
    // Twice: two Falcosidekicks and Falco on the audit log.
    assert.deepEqual(hard("runtime-security"), {
      pods: "6",
      "requests.cpu": "180m",
      "requests.memory": "512Mi",
      "limits.memory": "1536Mi",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
    // Twice: the nodes of Elasticsearch, two Kibanas, their operator, exporter and bootstrap; six of Logstash and Fluentd each, at their most,
    // and two readers of AWS's security records.
    assert.deepEqual(hard("logging"), {
      pods: "64",
      "requests.cpu": "33800m",
      "requests.memory": "264064Mi",
      "limits.memory": "276608Mi",
      persistentvolumeclaims: "48",
      "requests.storage": "13398Gi",
    });
  });

  it("of the hub take metrics from the range of load balancers, and those of a spoke send them there", () => {
    const rules = (stack: string, name: string, direction: string): unknown => {
      const policy = `namespaces-traffic-monitoring-${name}`;
      const { inputs } =
        recordings.get(stack)?.get("kubernetes:networking.k8s.io/v1:NetworkPolicy", policy) ?? assert.fail();
      return (inputs["spec"] as Record<string, unknown>)[direction];
    };
    assert.deepEqual(rules("us-east-1", "spokes-to-receive", "ingress"), [
      { from: [{ ipBlock: { cidr: "10.0.128.0/18" } }], ports: [{ protocol: "TCP", port: 19291 }] },
    ]);
    assert.deepEqual(rules("eu-west-1", "prometheus-to-hub", "egress"), [
      { to: [{ ipBlock: { cidr: "10.2.128.0/18" } }], ports: [{ protocol: "TCP", port: 443 }] },
    ]);
  });
});
