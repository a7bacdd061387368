import assert from "node:assert/strict";
import { testRule, type RuleCase } from "../../testing/cases";
import { resourceFrom, UNKNOWN, type Given } from "../../testing/resources";
import { noRemovedApis } from "./end-k8s-01";

const object = (apiVersion: unknown, kind: string, type = `${String(apiVersion)}:${kind}`): [Given] => [
  { type: `kubernetes:${type}`, name: "it", inputs: { apiVersion, kind } },
];
const refused = (apiVersion: string, kind: string): RuleCase => ({
  title: `${kind} of ${apiVersion}`,
  resources: object(apiVersion, kind),
  expect: ["violation removed-api"],
});
const fine = (apiVersion: string, kind: string): RuleCase => ({
  title: `${kind} of ${apiVersion}`,
  resources: object(apiVersion, kind),
  expect: ["pass"],
});

describe("END-K8S-01", () => {
  testRule(noRemovedApis, [
    {
      title: "a Deployment of extensions",
      resources: object("extensions/v1beta1", "Deployment"),
      expect: ["violation removed-api"],
      message:
        "Deployment of extensions/v1beta1 is gone since Kubernetes 1.16, and 1.34 is the oldest version that a stack may ask for; no cluster takes it. To mend it: use apps/v1.",
    },
    refused("apps/v1beta2", "StatefulSet"),
    refused("batch/v1beta1", "CronJob"),
    refused("networking.k8s.io/v1beta1", "Ingress"),
    refused("policy/v1beta1", "PodDisruptionBudget"),
    refused("policy/v1beta1", "PodSecurityPolicy"),
    refused("rbac.authorization.k8s.io/v1alpha1", "ClusterRole"),
    refused("storage.k8s.io/v1beta1", "StorageClass"),
    refused("autoscaling/v2beta2", "HorizontalPodAutoscaler"),
    fine("apps/v1", "Deployment"),
    fine("apps/v1", "StatefulSet"),
    fine("batch/v1", "CronJob"),
    fine("networking.k8s.io/v1", "Ingress"),
    fine("policy/v1", "PodDisruptionBudget"),
    fine("rbac.authorization.k8s.io/v1", "ClusterRole"),
    fine("storage.k8s.io/v1", "StorageClass"),
    fine("networking.k8s.io/v1", "NetworkPolicy"),
    {
      title: "not known",
      resources: object(UNKNOWN, "Deployment", "apps/v1:Deployment"),
      expect: ["undetermined apiVersion"],
    },
  ]);

  it("takes the API version from the type where the object does not say it", () => {
    const silent = resourceFrom({ type: "kubernetes:extensions/v1beta1:Ingress", name: "it" });
    const outcome = [noRemovedApis.check(silent)].flat()[0];
    assert.equal(outcome?.kind === "violation" && outcome.reason, "removed-api");
  });
});
