import assert from "node:assert/strict";
import type { Recording } from "../components/testing/record";
import { committedFacts } from "../content/images/known-charts";
import { RELEASE_TOKEN, supplyOf } from "../content/images/supply";
import { trustRoots } from "../content/metrics/certificates";
import {
  describeWithCharts,
  registeredObjects,
  renderRecorded,
  testHelm,
} from "../engine/testing/rendered-charts";
import { reviewedFindings } from "../content/charts/reviewed";
import { resourcesWithin } from "../policies/evaluation/chart-contents";
import { judge } from "../policies/evaluation/judge";
import type { Resource } from "../policies/evaluation/resource";
import { packs } from "../policies/packs/packs";
import { resourceFrom } from "../policies/testing/resources";
import { mirroredRelease } from "./registry-mirror";
import { standsOnExisting } from "./testing/rendered-existing";
import { renderedLines } from "./testing/rendered-lines";
import { bodyOf, labelOf, type MadeObject, workloadsOf } from "./testing/rendered-places";
import { EXISTING, recordExisting, recordStack, STACKS } from "./testing/stacks";

const BUILD_TIMEOUT_MS = 20 * 60 * 1000;
/** A stack's charts take five seconds, and a minute on a busy machine. */
const PATIENCE_MS = 120_000;

describeWithCharts("what the pinned charts make of the values", function () {
  for (const stack of [...STACKS, EXISTING]) {
    describe(`of ${stack}`, function (this: Mocha.Suite) {
      this.timeout(PATIENCE_MS);
      let recording: Recording;
      let objects: readonly MadeObject[];

      before(async function () {
        this.timeout(BUILD_TIMEOUT_MS);
        const helm = await testHelm();
        recording = await (stack === EXISTING ? recordExisting() : recordStack(stack));
        objects = [
          ...(await renderRecorded(recording, helm)),
          ...registeredObjects(recording),
          ...copied(recording),
        ];
      });

      for (const { title, check, mutants } of renderedLines) {
        const stands = stack === EXISTING ? standsOnExisting[title]?.findings : undefined;
        it(title, () => assert.deepEqual(check(objects), stands ?? []));

        // Mutants try the checks, not the stacks: they are made of what there is in all of AWS's.
        for (const [object, at, value] of stack === EXISTING ? [] : mutants) {
          it(`${title}: would not with ${at} of ${object} ${value === undefined ? "gone" : "changed"}`, () => {
            assert.notDeepEqual(check(mutated(objects, object, at, value)), []);
          });
        }
      }

      it("is refused by no rule, and nothing was reviewed that is not there", () => {
        const judged = packs.flatMap(({ rules }) =>
          rules.flatMap(([rule, level]) =>
            installed(recording, objects, rule.types).flatMap((resource) =>
              rule.scope === "resource"
                ? judge(rule, resource, { valid: [], faults: [] }).map((finding) => ({ ...finding, level }))
                : [],
            ),
          ),
        );
        assert.deepEqual(
          judged
            .filter(({ level, outcome }) => level !== "advisory" && outcome.kind === "violation")
            .map(({ rule, urn }) => `${rule} ${urn.split("::").at(-1)}`),
          [],
        );
        const stands = new Set(
          judged.flatMap(({ outcome }) => (outcome.kind === "notApplicable" ? [outcome.why] : [])),
        );
        assert.deepEqual(
          reviewedFindings
            .filter(({ chart }) => objects.some((object) => object.chart === chart))
            .filter(({ because }) => !stands.has(`it was reviewed in its chart: ${because}`)),
          [],
        );
      });

      it("are pods of the images that the list of images has, and of no others", () => {
        const listed = supplyOf(recording.resources, committedFacts).images.filter(({ namedBy }) =>
          namedBy.some(({ chart }) => chart !== undefined),
        );
        assert.deepEqual(
          [...new Set(listed.map(({ image }) => image))].sort(),
          imagesOf(objects.filter(({ chart }) => chart !== undefined)),
        );
      });
    });
  }

  it("takes every image from a mirror, under the name of its registry", async function () {
    this.timeout(PATIENCE_MS);
    const mirror = "111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror";
    const helm = await testHelm();
    const { resources } = await recordStack("us-west-2");
    const mirrored = resources.map((resource) => ({
      ...resource,
      inputs: resource.type === RELEASE_TOKEN ? mirroredRelease(resource.inputs, mirror) : resource.inputs,
    }));
    const [before, after] = [
      await renderRecorded({ resources }, helm),
      await renderRecorded({ resources: mirrored }, helm),
    ];
    assert.deepEqual(
      imagesOf(after),
      imagesOf(before).map((image) => `${mirror}/${image}`),
    );
  });
});

/** What the releases install, as rules see it. */
function installed(
  { resources }: Recording,
  objects: readonly MadeObject[],
  types: readonly string[],
): Resource[] {
  return resources
    .filter(({ type }) => type === RELEASE_TOKEN)
    .flatMap(({ type, name, inputs }) =>
      resourcesWithin(
        resourceFrom({ type, name, inputs }),
        objects.filter(({ by, chart }) => by === name && chart !== undefined).map(({ manifest }) => manifest),
        (wanted) => types.includes(wanted),
      ),
    );
}

/** Images of a program that are not its container's: `--acme-http01-solver-image=quay.io/…`. */
const IMAGE_FLAG = /^--[a-z0-9-]*(?:image|reloader)=(\S+)$/;

/** What Prometheus' operator takes where a Prometheus has a sidecar of Thanos, and never otherwise. */
const SIDECAR_FLAG = "--thanos-default-base-image=";

/** Every image that pods are made of, those that an operator is told of included. */
function imagesOf(objects: readonly MadeObject[]): string[] {
  const uploads = objects.some(
    (object) => bodyOf(object).kind === "Prometheus" && bodyOf(object).spec["thanos"] !== undefined,
  );
  const containers = workloadsOf(objects).flatMap(({ containers: all }) => all.map(({ spec }) => spec));
  const flags = containers.flatMap(({ args }) =>
    ((args ?? []) as string[])
      .filter((flag) => uploads || !flag.startsWith(SIDECAR_FLAG))
      .flatMap((flag) => IMAGE_FLAG.exec(flag)?.[1] ?? []),
  );
  const byOperator = objects
    .map(bodyOf)
    .filter(({ kind }) => kind === "Prometheus" || kind === "Alertmanager")
    .flatMap(({ spec }) =>
      [spec["image"], (spec["thanos"] as { image?: string } | undefined)?.image ?? []].flat(),
    );
  return [...new Set([...containers.map(({ image }) => image), ...flags, ...byOperator.map(String)])].sort();
}

/** The public roots, which trust-manager puts into every namespace of the platform. */
function copied({ resources }: Recording): MadeObject[] {
  return resources
    .filter(({ inputs }) => inputs["kind"] === "Namespace")
    .map(({ name, inputs }) => ({
      by: name,
      manifest: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: trustRoots.name, namespace: (inputs["metadata"] as { name: string }).name },
      },
    }));
}

/** The objects with one changed at a path. */
function mutated(objects: readonly MadeObject[], label: string, at: string, value: unknown): MadeObject[] {
  assert.ok(
    objects.some((object) => labelOf(object) === label),
    `there is no ${label}`,
  );
  return objects.map((object) => {
    if (labelOf(object) !== label) return object;
    const manifest = structuredClone(object.manifest) as Record<string, unknown>;
    const steps = at.split(".");
    const last = steps.pop() ?? "";
    const parent = steps.reduce((node, step) => node[step] as Record<string, unknown>, manifest);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
    return { ...object, manifest };
  });
}
