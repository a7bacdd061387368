import assert from "node:assert/strict";
import fc from "fast-check";
import { stackFrom, resourceFrom, UNKNOWN, urnOf, type Given } from "../testing/resources";

const BUCKET = "aws:s3/bucket:Bucket";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const REFERENCE = "pulumi:pulumi:StackReference hub";
const STORE = "pharos:storage:Store store";

const bucket = (
  name: string,
  inputs: Record<string, unknown> = { bucket: name },
  parent?: string,
): Given => ({
  type: BUCKET,
  name,
  inputs,
  ...(parent !== undefined && { parent }),
});
const versioning = (value: unknown, from?: readonly string[]): Given => ({
  type: VERSIONING,
  name: "versioning",
  inputs: { bucket: value },
  ...(from !== undefined && { from: { bucket: from } }),
});

/** What joins the versioning to bucket `a`, in a stack with bucket `b` as well. */
function joined(child: Given, parent: Given = bucket("a"), ...others: readonly Given[]): string {
  const stack = stackFrom([bucket("b"), child, parent, ...others]);
  const { certain, doubts } = stack.children(resourceFrom(parent), VERSIONING, "bucket");
  const back = stack.parents(resourceFrom(child), "bucket", BUCKET);
  assert.equal(
    back.certain.some(({ name }) => name === parent.name),
    certain.length > 0,
    "both directions agree",
  );
  return certain.length > 0 ? "joined" : doubts.length > 0 ? `doubt about ${doubts[0]!.urn}` : "apart";
}
const childDoubt = `doubt about ${urnOf(`${VERSIONING} versioning`)}`;

describe("Stack", () => {
  it("joins by the one dependency on a resource of the parent's type, whatever the value", () => {
    assert.equal(joined(versioning(UNKNOWN, [`${BUCKET} a`])), "joined");
    assert.equal(joined(versioning("another name", [`${BUCKET} a`])), "joined");
    assert.equal(joined(versioning(UNKNOWN, [`${BUCKET} b`])), "apart");
    assert.equal(joined(versioning("a", [`${BUCKET} b`])), "apart");
  });

  it("joins by the one dependency of the type although others flow in, too", () => {
    assert.equal(joined(versioning(UNKNOWN, [REFERENCE, `${BUCKET} a`])), "joined");
  });

  it("lets the value decide between several dependencies of the type, once it is known", () => {
    const both = [`${BUCKET} a`, `${BUCKET} b`];
    assert.equal(joined(versioning("a", both)), "joined");
    assert.equal(joined(versioning("b", both)), "apart");
    assert.equal(joined(versioning(UNKNOWN, both)), childDoubt);
    assert.equal(joined(versioning(UNKNOWN, [`${BUCKET} b`, `${BUCKET} c`])), "apart");
  });

  it("joins by value where there are no dependencies: name, id or ARN", () => {
    assert.equal(joined(versioning("a")), "joined");
    assert.equal(joined(versioning("b")), "apart");
    assert.equal(
      joined(versioning("arn:aws:s3:::a"), { ...bucket("a"), outputs: { arn: "arn:aws:s3:::a" } }),
      "joined",
    );
    assert.equal(joined(versioning("a-12345"), { ...bucket("a", {}), outputs: { id: "a-12345" } }), "joined");
    assert.equal(joined(versioning(undefined)), "apart");
  });

  it("is in doubt about a value that comes from nowhere known, not about one from another stack", () => {
    assert.equal(joined(versioning(UNKNOWN)), childDoubt);
    assert.equal(joined(versioning(UNKNOWN, [REFERENCE])), "apart");
  });

  it("is in doubt about a value that comes from the component in which the parent lies", () => {
    const store: Given = { type: "pharos:storage:Store", name: "store" };
    assert.equal(
      joined(versioning(UNKNOWN, [STORE]), bucket("a", { bucket: "a" }, STORE), store),
      childDoubt,
    );
    assert.equal(joined(versioning(UNKNOWN, [STORE]), bucket("a"), store), "apart");
  });

  it("is in doubt about a literal where the parent's own name is not known", () => {
    assert.equal(
      joined(versioning("a"), bucket("a", { bucket: UNKNOWN })),
      `doubt about ${urnOf(`${BUCKET} a`)}`,
    );
    assert.equal(
      joined(versioning("b"), bucket("a", { bucket: UNKNOWN }), bucket("c")),
      `doubt about ${urnOf(`${BUCKET} a`)}`,
    );
  });

  it("knows both spellings of a type as one", () => {
    const old: Given = { type: "aws:s3/bucketV2:BucketV2", name: "old" };
    assert.deepEqual(
      stackFrom([old, bucket("new")])
        .ofType(BUCKET)
        .map(({ name }) => name),
      ["new", "old"],
    );
    assert.equal(joined(versioning(UNKNOWN, ["aws:s3/bucketV2:BucketV2 old"]), old), "joined");
  });

  it("refuses to look for a type that the rule does not name among those it reads", () => {
    const stack = stackFrom([bucket("a")], [VERSIONING]);
    assert.deepEqual(stack.ofType(VERSIONING), []);
    assert.throws(
      () => stack.ofType(BUCKET),
      new Error(`${BUCKET} is not among the types that the rule says it reads`),
    );
  });

  it("names the resources of some types that flow into a property", () => {
    const stack = stackFrom([]);
    const child = resourceFrom(versioning(UNKNOWN, [REFERENCE, `${BUCKET} a`]));
    assert.deepEqual(stack.sources(child, "bucket", [BUCKET]), [urnOf(`${BUCKET} a`)]);
    assert.deepEqual(stack.sources(child, "rules", [BUCKET]), []);
  });

  it("does not run in circles when parents do", () => {
    const a: Given = { type: "pharos:storage:Store", name: "store", parent: "pharos:storage:Store other" };
    const b: Given = { type: "pharos:storage:Store", name: "other", parent: STORE };
    assert.equal(
      joined(versioning(UNKNOWN, ["pharos:storage:Third third"]), bucket("a", { bucket: "a" }, STORE), a, b),
      "apart",
    );
  });

  it("joins the same in any order", () => {
    const names = ["a", "b", "c", "d"];
    const buckets = names.map((name) => bucket(name));
    const children = names.map((name): Given => ({ ...versioning(name), name: `${name}-versioning` }));
    const shuffled = fc.shuffledSubarray([...buckets, ...children], {
      minLength: buckets.length + children.length,
    });
    fc.assert(
      fc.property(shuffled, (resources) => {
        const stack = stackFrom(resources);
        const pairs = stack
          .ofType(BUCKET)
          .map((parent) => [
            parent.name,
            stack.children(parent, VERSIONING, "bucket").certain.map(({ name }) => name),
          ]);
        assert.deepEqual(pairs, names.map((name) => [name, [`${name}-versioning`]])); // prettier-ignore
      }),
    );
  });
});
