import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Inventory, type Entry } from "./inventory";

const entry = (id: string, over: Partial<Entry> = {}): Entry => ({
  key: `aws:s3/bucket:Bucket | ${id}`,
  type: "aws:s3/bucket:Bucket",
  id,
  urn: `urn:pulumi:s::p::aws:s3/bucket:Bucket::${id}`,
  seed: id,
  names: [`bucket ${id}`],
  inputs: { bucket: id },
  outputs: {},
  ...over,
});

describe("the inventory", () => {
  let home: string;
  beforeEach(() => (home = path.join(mkdtempSync(path.join(tmpdir(), "pharos-inventory-")), "home")));
  afterEach(() => rmSync(path.dirname(home), { recursive: true, force: true }));

  const journal = (): string => path.join(home, "journal.jsonl");
  const put = (inventory: Inventory, ...entries: Entry[]): Promise<void> =>
    inventory.mutate(() => ({ changes: entries.map((one) => ({ put: one })), result: undefined }));
  const ids = (inventory: Inventory): string[] => [...inventory.all()].map(({ id }) => id).sort();

  it("remembers over processes, readable by its owner only", async () => {
    await put(await Inventory.open(home), entry("a"), entry("b"));
    const again = await Inventory.open(home);
    assert.deepEqual(ids(again), ["a", "b"]);
    assert.deepEqual(again.holder("bucket a"), entry("a"));
    assert.equal(statSync(journal()).mode & 0o777, 0o600);
    assert.equal(statSync(home).mode & 0o777, 0o700);
  });

  it("forgets what is deleted, and the names it held", async () => {
    const inventory = await Inventory.open(home);
    await put(inventory, entry("a"));
    await put(inventory, entry("a", { names: ["bucket renamed"] }));
    assert.equal(inventory.holder("bucket a"), undefined);
    assert.equal(inventory.holder("bucket renamed")?.id, "a");
    await inventory.mutate(() => ({ changes: [{ delete: entry("a").key }], result: undefined }));
    assert.deepEqual(ids(inventory), []);
    assert.equal(inventory.holder("bucket renamed"), undefined);
  });

  it("takes in what another process appends, before it decides", async () => {
    const [one, two] = [await Inventory.open(home), await Inventory.open(home)];
    await put(one, entry("a"));
    const seen = await two.mutate((view) => ({ changes: [], result: view.holder("bucket a")?.id }));
    assert.equal(seen, "a");
  });

  it("gives a name to one of many that want it at once", async () => {
    const inventories = await Promise.all([1, 2, 3].map(() => Inventory.open(home)));
    const attempts = inventories.flatMap((inventory, process) =>
      Array.from({ length: 20 }, (_, index) =>
        inventory.mutate((view) => {
          if (view.holder("bucket same") !== undefined) return { changes: [], result: 0 };
          const change = { put: entry(`${process}-${index}`, { names: ["bucket same"] }) };
          return { changes: [change], result: 1 };
        }),
      ),
    );
    const winners = (await Promise.all(attempts)).reduce<number>((sum, won) => sum + won, 0);
    assert.equal(winners, 1);
  });

  it("passes over a line that a crash cut off, and goes on after it", async () => {
    await put(await Inventory.open(home), entry("a"));
    appendFileSync(journal(), '{"put":{"key":"half');
    const inventory = await Inventory.open(home);
    assert.deepEqual(ids(inventory), ["a"]);
    await put(inventory, entry("b"));
    assert.deepEqual(ids(inventory), ["a", "b"]);
    assert.deepEqual(ids(await Inventory.open(home)), ["a", "b"]);
  });

  it("refuses with the error of the decision and goes on", async () => {
    const inventory = await Inventory.open(home);
    await assert.rejects(
      inventory.mutate(() => {
        throw new Error("refused");
      }),
      { message: "refused" },
    );
    await put(inventory, entry("a"));
    assert.deepEqual(ids(inventory), ["a"]);
  });

  it("rewrites a long journal at start, under the eyes of another process", async () => {
    const running = await Inventory.open(home);
    for (let round = 0; round < 6; round++)
      await running.mutate(() => ({
        changes: Array.from({ length: 100 }, () => ({ put: entry("a", { seed: String(round) }) })),
        result: undefined,
      }));
    const before = readFileSync(journal(), "utf8").split("\n").length;
    const fresh = await Inventory.open(home);
    const after = readFileSync(journal(), "utf8").split("\n").length;
    assert.deepEqual([before, after], [601, 2]);
    await put(fresh, entry("b"));
    running.refresh();
    assert.deepEqual(ids(running), ["a", "b"]);
    assert.equal(running.get(entry("a").key)?.seed, "5");
  });
});
