import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { describeWithShared, sharedPath } from "../engine/testing/shared";
import { containerResources } from "./metrics/pod-security";
import { defaultsOf, type PodSize, quotaOf } from "./namespace-size";

const small = containerResources({ cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 });
const large = containerResources({ cpuMillicores: 500, memoryMiB: 1024, memoryLimitMiB: 2048 });
const pods: readonly PodSize[] = [
  { name: "store", count: 3, containers: [large, small], volumeGiB: 50 },
  { name: "agent", count: "every-node", containers: [small] },
];

describe("bounds of a namespace", () => {
  it("are twice what all of its pods ask for, those of each node included", () => {
    assert.deepEqual(quotaOf(pods, 10), {
      pods: "26",
      "requests.cpu": "3260m",
      "requests.memory": "6976Mi",
      "limits.memory": "13952Mi",
      persistentvolumeclaims: "6",
      "requests.storage": "300Gi",
    });
  });

  it("leave no room for volumes where nothing has one", () => {
    const { persistentvolumeclaims, "requests.storage": storage } = quotaOf(pods.slice(1), 10);
    assert.deepEqual([persistentvolumeclaims, storage], ["0", "0Gi"]);
  });

  it("give who says nothing the smallest request, and a limit that refuses nobody", () => {
    assert.deepEqual(defaultsOf(pods), {
      type: "Container",
      defaultRequest: { cpu: "10m", memory: "32Mi" },
      default: { memory: "2048Mi" },
    });
  });

  it("are not made from units that they do not know", () => {
    const odd = { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } };
    assert.throws(() => quotaOf([{ name: "odd", count: 1, containers: [odd] }], 1), {
      message: "a quantity should match ^(\\d+)m$, got '1'",
    });
  });
});

describeWithShared("bounds of a namespace as objects", ["schemas", "core"], () => {
  const errorsOf = (kind: "ResourceQuota" | "LimitRange", spec: object): string[] => {
    const file = sharedPath("schemas", "core", `${kind.toLowerCase()}_v1.json`);
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      JSON.parse(readFileSync(file, "utf8")) as object,
    );
    validate({ apiVersion: "v1", kind, metadata: { name: "platform", namespace: "monitoring" }, spec });
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it("are what Kubernetes takes", () => {
    assert.deepEqual(errorsOf("ResourceQuota", { hard: quotaOf(pods, 10) }), []);
    assert.deepEqual(errorsOf("LimitRange", { limits: [defaultsOf(pods)] }), []);
    assert.deepEqual(errorsOf("LimitRange", { limits: [{ ...defaultsOf(pods), defaults: {} }] }), [
      "/spec/limits/0 must NOT have additional properties",
    ]);
  });
});
