import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { LOCK } from "./cache";
import type { OnProgress } from "./steps";

/**
 * After how long without a sign of life a lock counts as left behind. Its holder renews it every third of this; a busy machine
 * may delay that by seconds, a person who has killed a build should not wait for minutes.
 */
const STALE_MS = 15_000;

/** How often a waiter looks again. */
const POLL_MS = 250;

/** How often a holder writes down how far it is, for those who wait. */
const NOTE_MS = 500;

interface Owner {
  readonly pid: number;
  /** How far the owner is. */
  readonly text: string;
}

export interface LockOptions {
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` while no other process holds the lock of the same name in `folder`. A waiter says for whom it waits and how far that
 * one is; a lock whose holder has died is taken over. `work` gets the function to report its progress with.
 */
export async function withLock<T>(
  folder: string,
  options: LockOptions,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const lockfilePath = path.join(folder, LOCK);
  const ownerFile = path.join(folder, "lock-owner.json");
  mkdirSync(folder, { recursive: true });
  const release = await acquire(folder, lockfilePath, ownerFile, options);
  let noted = 0;
  const note = (text: string) => {
    if (Date.now() - noted < NOTE_MS) return;
    noted = Date.now();
    writeFileSync(ownerFile, JSON.stringify({ pid: process.pid, text } satisfies Owner));
  };
  try {
    note("has just begun");
    return await work((progress) => {
      note(progress.text);
      options.onProgress?.(progress);
    });
  } finally {
    rmSync(ownerFile, { force: true });
    // Fails when another process found the lock stale and took it: then it is theirs to release.
    await release().catch(() => undefined);
  }
}

async function acquire(
  folder: string,
  lockfilePath: string,
  ownerFile: string,
  { onProgress, signal }: LockOptions,
): Promise<() => Promise<void>> {
  for (let said = ""; ;) {
    signal?.throwIfAborted();
    const stale = isStale(lockfilePath);
    try {
      const release = await lock(folder, {
        lockfilePath,
        realpath: false,
        stale: STALE_MS,
        update: STALE_MS / 3,
        // Work under the lock ends with a rename into an empty place, so losing the lock costs double work and nothing else.
        onCompromised: () => undefined,
      });
      if (stale)
        onProgress?.({
          source: "wait",
          text: `took over the lock ${lockfilePath} from a process that has died`,
        });
      return release;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    }
    const owner = readOwner(ownerFile);
    const text = owner
      ? `waiting for process ${owner.pid}, which is at it: ${owner.text}`
      : "waiting for another process";
    if (text !== said) onProgress?.({ source: "wait", text });
    said = text;
    await delay(POLL_MS, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  }
}

function isStale(lockfilePath: string): boolean {
  const found = statSync(lockfilePath, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs < Date.now() - STALE_MS;
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Owner;
  } catch {
    // Not written yet, just removed, or being written at this moment.
    return undefined;
  }
}
