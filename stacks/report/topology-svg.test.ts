import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Run, StackRun } from "../model";
import { markupMistakes } from "./testing/well-formed";
import { exampleRun, exampleTopology } from "./testing/run";
import { layoutTopology, type Layout } from "./topology-layout";
import { renderTopology } from "./topology-svg";

type Box = { x: number; y: number; width: number; height: number };

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Boxes around labels, as wide as the widest may be. */
function labelBoxes({ wires }: Layout): Box[] {
  return wires.map(({ label }) => ({
    x: label.anchor === "start" ? label.x : label.x - 86,
    y: label.y - 8,
    width: 172,
    height: 16,
  }));
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

/** The example run with a region renamed and moved, as one more spoke. */
function copyOf(stack: StackRun, name: string, jurisdiction: string, replica: string): StackRun {
  const own = exampleTopology.regions[stack.region]?.replicaRegion ?? "";
  const text = JSON.stringify(stack).replaceAll(stack.region, name).replaceAll(own, replica);
  return { ...(JSON.parse(text) as StackRun), jurisdiction };
}

/** A run with as many spokes as jurisdictions are named, beside the example's hub. */
function runWith(jurisdictions: readonly string[]): Run {
  const run = exampleRun();
  const [hub, , eu] = run.stacks;
  if (hub === undefined || eu === undefined) throw new Error("the example has three stacks");
  const regions = { "us-east-1": exampleTopology.regions["us-east-1"]! } as Run["topology"]["regions"];
  const spokes = jurisdictions.map((jurisdiction, index) => {
    const name = `${jurisdiction.toLowerCase()}-spoke-${index}`;
    Object.assign(regions, {
      [name]: { role: "spoke", jurisdiction, cidr: `10.${index}.0.0/16`, zones: ["a", "b", "c"] },
    });
    return copyOf(eu, name, jurisdiction, `${name}-copy`);
  });
  return { ...run, stacks: [hub, ...spokes], topology: { hub: "us-east-1", regions } };
}

function checkLayout(layout: Layout): void {
  const picture = { x: 0, y: 0, width: layout.width, height: layout.height };
  for (const area of layout.areas) assert.ok(contains(picture, area), "an area lies inside the picture");
  for (const [a, b] of pairs(layout.areas))
    assert.ok(!overlap(a, b), `areas ${a.jurisdiction} and ${b.jurisdiction} overlap`);
  for (const [a, b] of pairs(layout.cards))
    assert.ok(!overlap(a, b), `cards ${a.region} and ${b.region} overlap`);
  for (const card of layout.cards) {
    assert.ok(card.height >= card.text.height, `${card.region} holds what it says`);
    assert.equal(
      layout.areas.filter((area) => contains(area, card)).length,
      1,
      `${card.region} lies in one area`,
    );
    for (const box of labelBoxes(layout)) assert.ok(!overlap(card, box), `a label lies over ${card.region}`);
  }
  for (const [a, b] of pairs(labelBoxes(layout))) assert.ok(!overlap(a, b), "two labels overlap");
  for (const { link, points } of layout.wires) {
    const [first, last] = [points[0], points.at(-1)];
    for (const [end, region] of [
      [first, link.from],
      [last, link.to],
    ] as const) {
      const card = layout.cards.find((candidate) => candidate.region === region);
      assert.ok(card !== undefined && end !== undefined);
      assert.ok(
        end[0] === card.x || end[0] === card.x + card.width,
        `${link.label} ends at the edge of ${region}`,
      );
      assert.ok(
        end[1] > card.y && end[1] < card.y + card.height,
        `${link.label} ends between top and bottom of ${region}`,
      );
    }
  }
}

describe("the picture of the topology", () => {
  it("places hub, spokes and replicas in their jurisdictions", () => {
    const { areas, cards, wires } = layoutTopology(exampleRun());
    assert.deepEqual(
      areas.map((area) => [
        area.jurisdiction,
        cards.filter((card) => contains(area, card)).map(({ region, role }) => `${region} ${role}`),
      ]),
      [
        ["US", ["us-east-1 hub", "us-west-2 spoke"]],
        ["EU", ["eu-west-1 spoke", "eu-central-1 replicas"]],
      ],
    );
    assert.deepEqual(
      wires.filter(({ border }) => border !== undefined).map(({ link }) => `${link.label} of ${link.from}`),
      ["metrics, remote write of eu-west-1", "PrivateLink of eu-west-1", "stack outputs of us-east-1"],
    );
  });

  it("draws nothing over anything else, for any number of spokes in any jurisdictions", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("US", "EU", "APAC"), { maxLength: 6 }), (jurisdictions) =>
        checkLayout(layoutTopology(runWith(jurisdictions))),
      ),
      { numRuns: 40 },
    );
    checkLayout(layoutTopology(exampleRun()));
  });

  it("never lets the lanes of the hub cross each other", () => {
    const { wires } = layoutTopology(runWith(["EU", "EU", "APAC"]));
    const lanes = wires.filter(
      ({ link, points }) => points.length === 4 && [link.from, link.to].includes("us-east-1"),
    );
    assert.equal(lanes.length, 9);
    for (const [a, b] of pairs(lanes)) {
      const [upper, lower] = [a, b].map(({ points }) => ({
        x: points[1]![0],
        top: Math.min(points[0]![1], points[3]![1]),
        bottom: Math.max(points[0]![1], points[3]![1]),
      }));
      // The one that begins higher also ends higher, and runs further right.
      assert.ok(upper && lower && upper.top < lower.top === upper.bottom < lower.bottom);
      assert.ok(upper.top < lower.top === upper.x > lower.x);
    }
  });

  it("is well-formed, stands alone, and tells in words what it shows", () => {
    const svg = renderTopology(exampleRun());
    assert.deepEqual(markupMistakes(svg), []);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    assert.doesNotMatch(svg, /<script|<image|<use|href=|url\(|@import/);
    assert.match(svg, /PrivateLink: from eu-west-1 to us-east-1, across jurisdictions/);
    assert.match(svg, /S3 replication: from us-east-1 to us-west-2;/);
  });

  it("is the same for the same run, in whatever order the engine went", () => {
    const shuffled = exampleRun();
    for (const { resources } of shuffled.stacks) resources.reverse();
    assert.equal(renderTopology(shuffled), renderTopology(exampleRun()));
  });

  it("draws no line through a label", () => {
    const svg = renderTopology(exampleRun());
    const grounds = [...svg.matchAll(/<rect class="topo-ground"[^>]*\/><text class="topo-label/g)];
    assert.equal(grounds.length, layoutTopology(exampleRun()).wires.length);
    assert.ok(svg.lastIndexOf("topo-wire") < svg.indexOf('class="topo-ground"'), "grounds lie over wires");
  });

  it("is readable at 800 pixels", () => {
    assert.ok(layoutTopology(exampleRun()).width <= 800);
  });

  it("shows a region whose stack was not run as absent", () => {
    const run = exampleRun();
    const svg = renderTopology({ ...run, stacks: run.stacks.slice(1, 2) });
    assert.equal(svg.match(/not part of this run/g)?.length, 2);
    checkLayout(layoutTopology({ ...run, stacks: run.stacks.slice(1, 2) }));
  });

  it("draws a hub alone", () => {
    const run = runWith([]);
    checkLayout(layoutTopology(run));
    assert.deepEqual(markupMistakes(renderTopology(run)), []);
  });

  it("grows with what a card says", () => {
    const run = exampleRun();
    const [, , eu] = run.stacks;
    assert.ok(eu);
    for (const module of Array.from({ length: 30 }, (_, index) => `module-number-${index}`)) {
      eu.resources.push({ ...eu.resources[0]!, urn: module, type: `pharos:${module}:X`, name: module });
    }
    const before = layoutTopology(exampleRun());
    const layout = layoutTopology(run);
    checkLayout(layout);
    assert.ok(layout.height > before.height);
    assert.match(renderTopology(run), /…/);
  });

  it("escapes names", () => {
    const name = '<b>"&';
    const run = exampleRun();
    const svg = renderTopology({
      ...run,
      topology: { hub: name, regions: { [name]: { role: "hub", jurisdiction: "<US>" } } },
      stacks: [],
    });
    assert.deepEqual(markupMistakes(svg), []);
    assert.match(svg, />&lt;b&gt;&quot;&amp;</);
  });
});
