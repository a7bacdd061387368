import * as fs from "node:fs";
import * as path from "node:path";
import * as lockfile from "proper-lockfile";
import type { Properties } from "./values";

/** Something that exists in the fake cloud. */
export interface Entry {
  /** Provider, type, place (account and region, or cluster) and id: no two things share it. */
  readonly key: string;
  readonly type: string;
  readonly id: string;
  /** The resource that made it. */
  readonly urn: string;
  /** What its made-up values are derived from, so that they stay the same over updates. */
  readonly seed: string;
  /** Names it holds, see `claims.ts`. */
  readonly names: readonly string[];
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What is in the cloud, to look at. */
export interface InventoryView {
  get(key: string): Entry | undefined;
  /** Who holds a name. */
  holder(name: string): Entry | undefined;
  all(): Iterable<Entry>;
}

/** A change of the inventory: it is one line of the journal. */
export type Change = { readonly put: Entry } | { readonly delete: string };

/** What a change is decided on and answered with. */
export interface Decision<T> {
  readonly changes: readonly Change[];
  readonly result: T;
}

/** Other processes wait this long for a lock whose owner was killed, in milliseconds. */
const LOCK_STALE_MS = 5_000;
/** Tries for the lock, 2 to 50 ms apart: together longer than {@link LOCK_STALE_MS}. */
const LOCK_RETRIES = { retries: 300, minTimeout: 2, maxTimeout: 50, factor: 1.3 };
/** The journal is rewritten at start when it has this many lines more than there are things. */
const COMPACT_ABOVE_LINES = 500;

/**
 * The fake cloud's memory: what exists, kept in an append-only journal (`<home>/journal.jsonl`, a change a line) which survives the
 * process. Several processes may use one home: each reads what others appended before it decides, and decides under a lock.
 * A line that was cut off by a crash is passed over.
 */
export class Inventory implements InventoryView {
  private entries = new Map<string, Entry>();
  private holders = new Map<string, string>();
  private readonly file: string;
  private inode = -1;
  private offset = 0;
  private cutOff = false;
  private lines = 0;
  private readonly waiting: (() => void)[] = [];
  private draining: Promise<void> | undefined;

  private constructor(private readonly home: string) {
    this.file = path.join(home, "journal.jsonl");
  }

  /** Opens the cloud in a folder, which is made if need be (mode 0700). */
  static async open(home: string): Promise<Inventory> {
    fs.mkdirSync(home, { recursive: true, mode: 0o700 });
    const inventory = new Inventory(home);
    fs.closeSync(fs.openSync(inventory.file, "a", 0o600));
    inventory.refresh();
    if (inventory.lines > inventory.entries.size + COMPACT_ABOVE_LINES)
      await inventory.exclusively(() => inventory.compact());
    return inventory;
  }

  get(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  holder(name: string): Entry | undefined {
    const key = this.holders.get(name);
    return key === undefined ? undefined : this.entries.get(key);
  }

  all(): Iterable<Entry> {
    return this.entries.values();
  }

  /** Takes in what other processes have appended. Costs one system call when they have not. */
  refresh(): void {
    const stat = fs.statSync(this.file, { throwIfNoEntry: false });
    if (stat === undefined || stat.ino !== this.inode || stat.size < this.offset)
      this.forget(stat?.ino ?? -1);
    if (stat === undefined || stat.size === this.offset) return;
    const tail = readFrom(this.file, this.offset);
    const end = tail.lastIndexOf(NEWLINE) + 1;
    this.cutOff = end < tail.length;
    this.offset += end;
    for (const line of tail.subarray(0, end).toString("utf8").split("\n")) this.take(line);
  }

  /**
   * Changes the cloud. `decide` sees it as it is, with other processes locked out, must not wait for anything, and may throw to refuse.
   */
  mutate<T>(decide: (view: InventoryView) => Decision<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(() => {
        try {
          this.refresh();
          const { changes, result } = decide(this);
          this.append(changes);
          resolve(result);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      this.draining ??= this.drain();
    });
  }

  /** Runs what is waiting, all of it under one lock. */
  private async drain(): Promise<void> {
    try {
      await this.exclusively(() => {
        for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) next();
      });
    } finally {
      this.draining = this.waiting.length > 0 ? this.drain() : undefined;
    }
  }

  private async exclusively(act: () => void): Promise<void> {
    const release = await lockfile.lock(this.file, {
      realpath: false,
      stale: LOCK_STALE_MS,
      retries: LOCK_RETRIES,
      // Nothing waits while the lock is held, so it cannot be lost in use; the default would end the process.
      onCompromised: () => undefined,
    });
    try {
      act();
    } finally {
      await release();
    }
  }

  private append(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const text = changes.map((change) => `${JSON.stringify(change)}\n`).join("");
    fs.appendFileSync(this.file, this.cutOff ? `\n${text}` : text, { mode: 0o600 });
    this.refresh();
  }

  private compact(): void {
    this.refresh();
    const fresh = path.join(this.home, `journal.${process.pid}.tmp`);
    const text = [...this.entries.values()].map((entry) => `${JSON.stringify({ put: entry })}\n`).join("");
    const handle = fs.openSync(fresh, "w", 0o600);
    fs.writeSync(handle, text);
    fs.fsyncSync(handle);
    fs.closeSync(handle);
    fs.renameSync(fresh, this.file);
    this.refresh();
  }

  private forget(inode: number): void {
    this.entries = new Map();
    this.holders = new Map();
    this.inode = inode;
    this.offset = 0;
    this.lines = 0;
    this.cutOff = false;
  }

  private take(line: string): void {
    if (line === "") return;
    this.lines += 1;
    let change: Change;
    try {
      change = JSON.parse(line) as Change;
    } catch {
      return; // cut off by a crash
    }
    const key = "put" in change ? change.put.key : change.delete;
    for (const name of this.entries.get(key)?.names ?? [])
      if (this.holders.get(name) === key) this.holders.delete(name);
    this.entries.delete(key);
    if (!("put" in change)) return;
    this.entries.set(key, change.put);
    for (const name of change.put.names) this.holders.set(name, key);
  }
}

const NEWLINE = 10;

function readFrom(file: string, offset: number): Buffer {
  const handle = fs.openSync(file, "r");
  try {
    const length = fs.fstatSync(handle).size - offset;
    const buffer = Buffer.alloc(Math.max(length, 0));
    const read = fs.readSync(handle, buffer, 0, buffer.length, offset);
    return buffer.subarray(0, read);
  } finally {
    fs.closeSync(handle);
  }
}
