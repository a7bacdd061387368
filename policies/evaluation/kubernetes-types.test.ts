import assert from "node:assert/strict";
import { resourceFrom, UNKNOWN } from "../testing/resources";
import { formsOf, objectsOf } from "./kubernetes-objects";
import { kubernetesType } from "./kubernetes-types";
import { canonicalType, spellingInUrn, spellingsOf, typeOfUrn } from "./resource-types";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

describe("types of Kubernetes", () => {
  it("are the same in every API version, for lists and patches, too", () => {
    assert.equal(canonicalType("kubernetes:extensions/v1beta1:Deployment"), DEPLOYMENT);
    assert.equal(canonicalType("kubernetes:apps/v1beta2:DeploymentList"), `${DEPLOYMENT}List`);
    assert.equal(canonicalType("kubernetes:apps/v1:DeploymentPatch"), `${DEPLOYMENT}Patch`);
    assert.equal(
      canonicalType("kubernetes:policy/v1beta1:PodDisruptionBudget"),
      "kubernetes:policy/v1:PodDisruptionBudget",
    );
    assert.equal(
      canonicalType("kubernetes:example.com/v1:Deployment"),
      "kubernetes:example.com/v1:Deployment",
    );
  });

  it("have every spelling, the canonical one first", () => {
    assert.deepEqual(spellingsOf(DEPLOYMENT), [
      DEPLOYMENT,
      "kubernetes:apps/v1beta2:Deployment",
      "kubernetes:apps/v1beta1:Deployment",
      "kubernetes:extensions/v1beta1:Deployment",
    ]);
    assert.deepEqual(spellingsOf("kubernetes:core/v1:Pod"), ["kubernetes:core/v1:Pod"]);
  });

  it("are made of what manifests say", () => {
    assert.equal(kubernetesType("v1", "Pod"), "kubernetes:core/v1:Pod");
    assert.equal(kubernetesType("apps/v1", "Deployment"), DEPLOYMENT);
  });

  it("are read from a URN, canonical or as spelled", () => {
    const urn = "urn:pulumi:s::p::pharos:a:B$kubernetes:batch/v1beta1:CronJob::job";
    assert.equal(typeOfUrn(urn), "kubernetes:batch/v1:CronJob");
    assert.equal(spellingInUrn(urn), "kubernetes:batch/v1beta1:CronJob");
  });
});

describe("objects of a resource", () => {
  const names = (type: string, inputs: Record<string, unknown>): unknown[] =>
    objectsOf(resourceFrom({ type, name: "it", inputs }), [DEPLOYMENT, "kubernetes:core/v1:Pod"]).map(
      ({ type: kind, patch, body }) => {
        const name = body.at("metadata", "name").text();
        return [kind.slice(11), patch, name.state === "value" ? name.value : name.state];
      },
    );

  it("are itself, the elements of a list, or what a patch shows", () => {
    const metadata = { name: "a" };
    assert.deepEqual(names(DEPLOYMENT, { metadata }), [["apps/v1:Deployment", false, "a"]]);
    assert.deepEqual(names(`${DEPLOYMENT}List`, { items: [{ metadata }, {}] }), [
      ["apps/v1:Deployment", false, "a"],
      ["apps/v1:Deployment", false, "absent"],
    ]);
    assert.deepEqual(names(`${DEPLOYMENT}Patch`, {}), [["apps/v1:Deployment", true, "unknown"]]);
  });

  it("are those of the asked kinds in a list of anything", () => {
    const items = [
      { apiVersion: "v1", kind: "Pod", metadata: { name: "p" } },
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" } },
      { apiVersion: "apps/v1beta1", kind: "Deployment", metadata: { name: "d" } },
      { kind: "Pod" },
    ];
    assert.deepEqual(names("kubernetes:core/v1:List", { items }), [
      ["core/v1:Pod", false, "p"],
      ["apps/v1:Deployment", false, "d"],
    ]);
  });

  it("are there, and not known, where a list or a kind is not known", () => {
    assert.deepEqual(names("kubernetes:core/v1:List", { items: UNKNOWN }), [
      ["apps/v1:Deployment", false, "unknown"],
    ]);
    assert.deepEqual(names("kubernetes:core/v1:List", { items: [{ apiVersion: "v1", kind: UNKNOWN }] }), [
      ["apps/v1:Deployment", false, "unknown"],
    ]);
  });

  it("stand in three forms of a kind, and in a list of anything", () => {
    assert.deepEqual(formsOf([DEPLOYMENT]), [
      DEPLOYMENT,
      `${DEPLOYMENT}List`,
      `${DEPLOYMENT}Patch`,
      "kubernetes:core/v1:List",
    ]);
  });
});
