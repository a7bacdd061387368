import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import type { Recording, Registered } from "../components/testing/record";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import { judge } from "../policies/evaluation/judge";
import { workloadsPack } from "../policies/packs/workloads/table";
import { stackFrom } from "../policies/testing/resources";
import { recordStack } from "./testing/stacks";

const NO_WAIVERS = { valid: [], faults: [] };

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

/** What the tests look at in the inputs of workloads and accounts. */
interface Workload {
  metadata: { annotations?: object };
  spec: {
    replicas: number;
    type?: string;
    template: { spec: Record<string, unknown> & { containers: Record<string, unknown>[] } };
  };
}

/** And in those of a gateway. */
interface Gateway {
  autoscaler: { minReplicas: number };
  config: { processors: { tail_sampling: { policies: { probabilistic?: object }[] } } };
}

const workloadOf = ({ inputs }: Pick<Registered, "inputs">): Workload => inputs as unknown as Workload;

const isOurs = ({ name }: Registered): boolean => /^(tracing|jaeger)-/.test(name);

/** What the rules about workloads have against what tracing registers. */
function violations({ resources }: Pick<Recording, "resources">): string[] {
  const stack = stackFrom(
    resources.map(({ type, name, inputs, outputs }) => ({ type, name, inputs, outputs })),
  );
  const names = new Set(resources.filter(isOurs).map(({ name }) => name));
  return workloadsPack.rules
    .map(([rule]) => rule)
    .flatMap((rule) =>
      rule.types
        .flatMap((type) => stack.ofType(type))
        .filter(({ name }) => names.has(name))
        .flatMap((resource) => judge(rule, resource, NO_WAIVERS, stack)),
    )
    .filter(({ outcome }) => outcome.kind === "violation")
    .map(({ rule, urn }) => `${rule} ${urn.split("::").at(-1)}`);
}

describe("tracing of a stack", function () {
  this.timeout(PATIENCE_MS);
  let recording: Recording;
  before(async () => {
    recording = await recordStack("us-west-2");
  });

  const get = (type: string, name: string): Registered => recording.get(`kubernetes:${type}`, name);
  /** The stack with one resource changed. */
  const changed = (kind: string, name: string, change: (inputs: Workload) => unknown): Registered[] =>
    recording.resources.map((each) => {
      if (each.name !== name || !each.type.endsWith(`:${kind}`)) return each;
      const inputs = structuredClone(each.inputs);
      change(workloadOf({ inputs }));
      return { ...each, inputs };
    });

  it("breaks no rule about workloads", () => assert.deepEqual(violations(recording), []));

  it("would break them with one replica, a root user, no probe or a token", () => {
    const podOf = ({ spec }: Workload) => spec.template.spec;
    const collector = (change: (inputs: Workload) => unknown) =>
      changed("Deployment", "jaeger-collector", change);
    const mutants: readonly (readonly [string, Registered[]])[] = [
      ["K8S-RES-03 jaeger-collector", collector((inputs) => (inputs.spec.replicas = 1))],
      [
        "K8S-RES-03 jaeger-collector",
        collector((inputs) => delete podOf(inputs)["topologySpreadConstraints"]),
      ],
      ["K8S-POD-03 jaeger-collector", collector((inputs) => delete podOf(inputs)["securityContext"])],
      [
        "K8S-RES-02 jaeger-collector",
        collector((inputs) => delete podOf(inputs).containers[0]?.["livenessProbe"]),
      ],
      [
        "K8S-SA-01 jaeger-collector",
        collector((inputs) => delete podOf(inputs)["automountServiceAccountToken"]),
      ],
      [
        "K8S-POD-04 jaeger-indices",
        changed("Job", "jaeger-indices", (inputs) => delete podOf(inputs).containers[0]?.["securityContext"]),
      ],
      [
        "K8S-SA-01 tracing-agent-account",
        changed("ServiceAccount", "tracing-agent-account", (inputs) => delete inputs.metadata.annotations),
      ],
    ];
    for (const [found, resources] of mutants) assert.ok(violations({ resources }).includes(found), found);
  });

  it("waits with Jaeger until its indices are there, and with those until the store is", () => {
    const indices = get("batch/v1:Job", "jaeger-indices");
    for (const name of ["logs-bootstrap", "certificates-jaeger-collector-tls", "certificates-trust-roots"])
      assert.ok(indices.dependsOn.includes(name), name);
    for (const name of ["jaeger-collector", "jaeger-query"])
      assert.ok(get("apps/v1:Deployment", name).dependsOn.includes("jaeger-indices"), name);
  });

  it("is sized by the stack's settings", async () => {
    const large = await recordStack("us-west-2", { traces: { spansPerSecond: 50_000, keptPercent: 1 } });
    const specOf = ({ inputs }: Registered) => inputs["spec"] as Gateway;
    const before = specOf(get("opentelemetry.io/v1beta1:OpenTelemetryCollector", "tracing-gateway"));
    const after = specOf(
      large.get("kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector", "tracing-gateway"),
    );
    assert.deepEqual([before.autoscaler.minReplicas, after.autoscaler.minReplicas], [2, 6]);
    const rest = (spec: Gateway) => spec.config.processors.tail_sampling.policies.at(-1)?.probabilistic;
    assert.deepEqual([rest(before), rest(after)], [{ sampling_percentage: 2 }, { sampling_percentage: 1 }]);
  });

  it("gives nobody a way to traces but the named", () => {
    const services = recording.ofType("kubernetes:core/v1:Service").filter(isOurs);
    assert.deepEqual(
      services.map((each) => `${each.name} ${workloadOf(each).spec.type ?? "ClusterIP"}`).sort(),
      ["jaeger-collector ClusterIP", "jaeger-query ClusterIP"],
    );
  });

  describeWithShared("against the schemas of Kubernetes", ["schemas", "apps"], () => {
    const errorsOf = (resource: Registered, inputs = resource.inputs): string[] => {
      const [, groupVersion = "", kind = ""] = resource.type.split(":");
      const [group = "", version = ""] = groupVersion.split("/");
      const file = sharedPath("schemas", group, `${kind.toLowerCase()}_${version}.json`);
      const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
      const validate = ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);
      validate(inputs);
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    };
    const kinds = ["apps/v1:Deployment", "batch/v1:Job", "core/v1:Service", "policy/v1:PodDisruptionBudget"];

    it("is valid", () => {
      const found = recording.resources.filter(
        (each) => isOurs(each) && kinds.includes(each.type.replace("kubernetes:", "")),
      );
      assert.equal(found.length, 7);
      assert.deepEqual(
        found.flatMap((each) => errorsOf(each)),
        [],
      );
    });

    it("would not be with a key that there is not", () => {
      const deployment = get("apps/v1:Deployment", "jaeger-query");
      const inputs = structuredClone(deployment.inputs);
      workloadOf({ inputs }).spec.template.spec["container"] = [];
      assert.deepEqual(errorsOf(deployment, inputs), [
        "/spec/template/spec must NOT have additional properties",
      ]);
    });
  });
});
