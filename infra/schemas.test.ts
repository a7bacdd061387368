import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { record, type Registered } from "../components/testing/record";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { recordStack, recordWithWorkspaces, STACKS, withWorkspaces } from "./testing/stacks";

/** A region on a cluster that is there already, as the documentation has it. */
const EXISTING = "eu-central-1";
const EXAMPLE = path.resolve(__dirname, "..", "..", "docs", "examples", "existing-cluster");
const NAMES = [...STACKS, EXISTING, ...STACKS.map(withWorkspaces)];

/** Kinds that no schema is at hand of, and who judges them instead. */
const WITHOUT_SCHEMA: Readonly<Record<string, string>> = {
  "helm.sh/v3 Release":
    "an idea of Pulumi's and no object of the API; its values have the index of the chart's keys",
  "eks.amazonaws.com/v1 IngressClassParams": "EKS Auto Mode's own; AWS publishes no definition",
  "eks.amazonaws.com/v1 NodeClass": "EKS Auto Mode's own; AWS publishes no definition",
  "eks.amazonaws.com/v1 TargetGroupBinding": "EKS Auto Mode's own; AWS publishes no definition",
  "generators.external-secrets.io/v1alpha1 Password":
    "not among the definitions at hand; its fields are asserted one by one in components/secrets/external-secrets.test.ts",
};

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

/** `apps/v1 Deployment`; undefined for what is not Kubernetes'. */
function kindOf({ type }: Registered): string | undefined {
  const [provider, groupVersion, kind] = type.split(":");
  return provider === "kubernetes" ? `${groupVersion} ${kind}` : undefined;
}

/**
 * What Pulumi's SDK makes of a Secret's values: each in a wrapper that says that it is secret. A schema judges what is in it.
 */
function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unwrapped);
  const { value: inner, ...rest } = value as Record<string, unknown>;
  const isWrapper = Object.keys(rest).length === 1 && "4dabf18193072939515e22adb298388d" in rest;
  if (isWrapper) return unwrapped(inner);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unwrapped(part)]));
}

describe("every Kubernetes object", function () {
  this.timeout(PATIENCE_MS);
  describeWithShared("against the strict schemas", ["schemas"], judgeAll);
});

function judgeAll(): void {
  const stacks = new Map<string, readonly Registered[]>();
  const objectsOf = (name: string): readonly Registered[] =>
    (stacks.get(name) ?? assert.fail(name)).filter((resource) => kindOf(resource) !== undefined);
  const validators = new Map<string, ValidateFunction>();

  before(async () => {
    for (const name of STACKS) {
      stacks.set(name, (await recordStack(name)).resources);
      stacks.set(withWorkspaces(name), (await recordWithWorkspaces(name)).resources);
    }
    const existing = await record(() => createRegion(loadSettings(EXAMPLE, EXISTING)), { stack: EXISTING });
    stacks.set(EXISTING, existing.resources);
  });

  function validatorOf(kind: string): ValidateFunction | undefined {
    const known = validators.get(kind);
    if (known !== undefined) return known;
    const [groupVersion = "", name = ""] = kind.split(" ");
    const [group = "", version = ""] = groupVersion.split("/");
    const file = sharedPath("schemas", group, `${name.toLowerCase()}_${version}.json`);
    if (!existsSync(file)) return undefined;
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    // Go's way to say "in either case", which JavaScript does not know; we write what the schemas write.
    const made = ajv.compile(JSON.parse(readFileSync(file, "utf8").replaceAll("(?i)", "")) as object);
    validators.set(kind, made);
    return made;
  }

  function errorsOf(resource: Registered, inputs: unknown = resource.inputs): string[] {
    const validate = validatorOf(kindOf(resource) ?? "");
    if (validate === undefined || validate(unwrapped(inputs)) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${kindOf(resource)} ${resource.name} ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  for (const name of NAMES) {
    it(`of ${name} is valid`, () => {
      assert.deepEqual(
        objectsOf(name).flatMap((resource) => errorsOf(resource)),
        [],
      );
    });
  }

  it("is of a kind with a schema, or of one of these", () => {
    const kinds = new Set(NAMES.flatMap((name) => objectsOf(name).map((resource) => kindOf(resource) ?? "")));
    const without = [...kinds].filter((kind) => validatorOf(kind) === undefined);
    assert.deepEqual(without.sort(), Object.keys(WITHOUT_SCHEMA).sort());
    assert.equal(kinds.size - without.length, validators.size);
  });

  it("of each kind that has a schema would be refused with a key that nobody knows", () => {
    const seen = new Set<string>();
    for (const resource of NAMES.flatMap(objectsOf)) {
      const kind = kindOf(resource) ?? "";
      if (seen.has(kind) || validatorOf(kind) === undefined) continue;
      seen.add(kind);
      const inputs = { ...resource.inputs, specs: {} };
      assert.deepEqual(errorsOf(resource, inputs), [
        `${kind} ${resource.name}  must NOT have additional properties {"additionalProperty":"specs"}`,
      ]);
    }
    assert.equal(seen.size, validators.size);
  });

  it("would be refused with a typing error deep in it, and with a value of another type", () => {
    const find = (name: string, kind: string): Registered =>
      objectsOf("us-east-1").find((each) => each.name === name && each.type.endsWith(`:${kind}`)) ??
      assert.fail(name);
    const root = find("certificates-root", "Certificate");
    const authority = structuredClone(root.inputs);
    (authority["spec"] as Record<string, unknown>)["isCa"] = true;
    assert.deepEqual(errorsOf(root, authority), [
      'cert-manager.io/v1 Certificate certificates-root /spec must NOT have additional properties {"additionalProperty":"isCa"}',
    ]);
    const query = find("jaeger-query", "Deployment");
    const pods = structuredClone(query.inputs);
    (pods["spec"] as Record<string, unknown>)["replicas"] = "2";
    assert.deepEqual(errorsOf(query, pods), [
      'apps/v1 Deployment jaeger-query /spec/replicas must be integer {"type":"integer"}',
    ]);
  });
}
