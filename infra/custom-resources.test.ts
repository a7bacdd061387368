import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { record, type Recording, type Registered } from "../components/testing/record";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { hubOutputs } from "./testing/stacks";

const ROOT = path.resolve(__dirname, "..", "..");

/** Every stack of ours, and the example of a region on a cluster that is there already. */
const REGIONS: Readonly<Record<string, string>> = {
  "us-east-1": ROOT,
  "us-west-2": ROOT,
  "eu-west-1": ROOT,
  "eu-central-1": path.join(ROOT, "docs", "examples", "existing-cluster"),
};

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** The chart whose release owns the definitions of an API group. */
const OWNERS: Readonly<Record<string, string>> = {
  "cert-manager.io": "cert-manager",
  "external-secrets.io": "external-secrets",
  "generators.external-secrets.io": "external-secrets",
  "keda.sh": "keda",
  "monitoring.coreos.com": "prometheus-operator-crds",
  "opentelemetry.io": "opentelemetry-operator",
  "trust.cert-manager.io": "trust-manager",
  "elasticsearch.k8s.elastic.co": "eck-operator-crds",
  "kibana.k8s.elastic.co": "eck-operator-crds",
};

/** Groups that EKS Auto Mode brings: their owner is the cluster. */
const OF_THE_CLUSTER = ["eks.amazonaws.com", "karpenter.sh"];

/** Groups of which a chart makes resources by itself, with our values: its release needs their owners just as well. */
const MADE_BY_CHARTS: Readonly<Record<string, readonly string[]>> = {
  "prometheus-operator-crds": [],
  "cert-manager": ["monitoring.coreos.com"],
  "trust-manager": ["cert-manager.io", "monitoring.coreos.com"],
  "external-secrets": ["cert-manager.io", "monitoring.coreos.com"],
  "metrics-server": ["cert-manager.io", "monitoring.coreos.com"],
  "kube-prometheus-stack": ["cert-manager.io", "monitoring.coreos.com"],
  keda: ["cert-manager.io", "monitoring.coreos.com"],
  grafana: ["monitoring.coreos.com"],
  falco: ["monitoring.coreos.com"],
  falcosidekick: ["monitoring.coreos.com"],
  "opentelemetry-operator": ["cert-manager.io", "monitoring.coreos.com"],
  "eck-operator-crds": [],
  // It watches its own kinds, and its monitor and its webhook's certificate are there before it.
  "eck-operator": ["cert-manager.io", "elasticsearch.k8s.elastic.co", "monitoring.coreos.com"],
  "prometheus-blackbox-exporter": ["monitoring.coreos.com"],
  "prometheus-yet-another-cloudwatch-exporter": ["monitoring.coreos.com"],
  "prometheus-elasticsearch-exporter": ["monitoring.coreos.com"],
  "oauth2-proxy": ["monitoring.coreos.com"],
};

/** The group of a custom resource; undefined for what Kubernetes, Helm or another provider brings. */
function customGroup(type: string): string | undefined {
  const [provider, groupVersion = ""] = type.split(":");
  const [group = ""] = groupVersion.split("/");
  const builtIn = !group.includes(".") || group.endsWith(".k8s.io") || group === "helm.sh";
  return provider !== "kubernetes" || builtIn ? undefined : group;
}

/** The groups that a resource needs: its own, or those of what its chart makes. */
function needs({ type, name, inputs }: Registered): readonly string[] {
  const group = customGroup(type);
  if (group !== undefined) return [group];
  if (type !== RELEASE) return [];
  return MADE_BY_CHARTS[inputs["chart"] as string] ?? assert.fail(`${name}: nothing is said of its chart`);
}

function isOwner({ type, inputs }: Registered, group: string): boolean {
  return OF_THE_CLUSTER.includes(group)
    ? type === "aws:eks/cluster:Cluster"
    : type === RELEASE && inputs["chart"] === OWNERS[group];
}

/** Everything that has to be there before a resource: what it waits for, its parent and provider, and what those wait for. */
function precedents(resources: readonly Registered[], start: Registered): Set<Registered> {
  const seen = new Set<Registered>();
  const todo = [start];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { dependsOn, parent, provider } = next;
    const names = [...dependsOn, parent, provider];
    for (const found of resources.filter(({ name }) => names.includes(name))) {
      if (seen.has(found)) continue;
      seen.add(found);
      todo.push(found);
    }
  }
  return seen;
}

/** What is made before, or without, the definitions of which it is made: `name: group`. */
function early(resources: readonly Registered[], subjects = resources): string[] {
  return subjects.flatMap((resource) =>
    needs(resource)
      .filter((group) => ![...precedents(resources, resource)].some((found) => isOwner(found, group)))
      .map((group) => `${resource.name}: ${group}`),
  );
}

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("custom resources", function () {
  this.timeout(PATIENCE_MS);
  const recordings = new Map<string, Recording>();
  const recordingOf = (stack: string): Recording => recordings.get(stack) ?? assert.fail(stack);
  before(async () => {
    for (const [stack, root] of Object.entries(REGIONS))
      recordings.set(
        stack,
        await record(() => createRegion(loadSettings(root, stack)), { stack, hubOutputs }),
      );
  });

  for (const stack of Object.keys(REGIONS)) {
    it(`of ${stack} are made after the release that owns their definition, and so are those of charts`, () => {
      assert.deepEqual(early(recordingOf(stack).resources), []);
    });

    it(`of ${stack} would be made too early if they did not say what they wait for, each of them`, () => {
      const { resources } = recordingOf(stack);
      const custom = resources.filter(
        ({ type }) => !OF_THE_CLUSTER.includes(customGroup(type) ?? OF_THE_CLUSTER[0]!),
      );
      assert.ok(custom.length > 5, `${custom.length}`);
      for (const resource of custom) {
        const mutant = { ...resource, dependsOn: [] };
        const mutants = resources.map((other) => (other === resource ? mutant : other));
        assert.deepEqual(early(mutants, [mutant]), [`${resource.name}: ${customGroup(resource.type)}`]);
      }
    });

    it(`of ${stack} depend on names that mean one resource`, () => {
      const { resources } = recordingOf(stack);
      const named = resources.filter((resource) => resource.type === RELEASE || customGroup(resource.type));
      for (const { name } of named)
        assert.equal(resources.filter((other) => other.name === name).length, 1, name);
    });
  }

  it("that charts make would be made too early, too, if their release did not say what it waits for", () => {
    const { resources } = recordingOf("us-east-1");
    const release = resources.find(({ name }) => name === "metrics-server") ?? assert.fail();
    const mutant = {
      ...release,
      dependsOn: release.dependsOn.filter((name) => !/^(metrics|certificates)-/.test(name)),
    };
    assert.notDeepEqual(mutant.dependsOn, release.dependsOn);
    assert.deepEqual(early(resources, [mutant]), [
      "metrics-server: cert-manager.io",
      "metrics-server: monitoring.coreos.com",
    ]);
  });

  it("are refused by the check where their owner is not there at all", () => {
    const { resources } = recordingOf("us-east-1");
    const without = resources.filter(({ name }) => name !== "certificates-trust-manager");
    assert.deepEqual(early(without), [
      "certificates-trust-roots: trust.cert-manager.io",
      "certificates-peer-roots: trust.cert-manager.io",
    ]);
  });

  describeWithShared("against the strict schemas", ["schemas"], function () {
    const validators = new Map<string, ValidateFunction>();

    function validatorOf(type: string): ValidateFunction | undefined {
      const [, groupVersion = "", kind = ""] = type.split(":");
      const [group = "", version = ""] = groupVersion.split("/");
      const file = `${kind.toLowerCase()}_${version}.json`;
      if (!readdirSync(sharedPath("schemas")).includes(group)) return undefined;
      const known = validators.get(type);
      if (known !== undefined) return known;
      const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
      // Go's way to say "in either case", which JavaScript does not know; we write what the schemas write.
      const text = readFileSync(sharedPath("schemas", group, file), "utf8").replaceAll("(?i)", "");
      const made = ajv.compile(JSON.parse(text) as object);
      validators.set(type, made);
      return made;
    }

    const errorsOf = ({ type, name, inputs }: Registered): string[] => {
      const validate = validatorOf(type);
      if (validate === undefined || validate(inputs) === true) return [];
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${name} ${instancePath} ${message} ${JSON.stringify(params)}`,
      );
    };

    for (const stack of Object.keys(REGIONS)) {
      it(`are valid in ${stack}`, () => {
        const custom = recordingOf(stack).resources.filter(({ type }) => customGroup(type) !== undefined);
        assert.deepEqual(custom.flatMap(errorsOf), []);
      });
    }

    it("are refused with a typing error", () => {
      const root = recordingOf("us-east-1").resources.find(({ name }) => name === "certificates-root")!;
      const inputs = structuredClone(root.inputs);
      (inputs["spec"] as Record<string, unknown>)["isCa"] = true;
      assert.deepEqual(errorsOf({ ...root, inputs }), [
        'certificates-root /spec must NOT have additional properties {"additionalProperty":"isCa"}',
      ]);
    });
  });
});
