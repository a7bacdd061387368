import { readFileSync, readdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import * as path from "node:path";
import { isRunning } from "./process";

/** What Pulumi's file backend writes into a stack's lock. */
export interface Lock {
  /** Where it lies. */
  file: string;
  pid: number;
  username: string;
  hostname: string;
  /** ISO 8601. */
  timestamp: string;
}

/** The locks that lie on a stack of the file backend: normally none, while an update runs one. */
export function locksOf(stateFolder: string, stack: string): Lock[] {
  const folder = path.join(stateFolder, ".pulumi", "locks", "organization", "pharos", stack);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // never locked yet
  }
  // Beside each lock the backend keeps a file of attributes, which says nothing of its owner.
  return names
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      try {
        const file = path.join(folder, name);
        return [{ ...(JSON.parse(readFileSync(file, "utf8")) as Omit<Lock, "file">), file }];
      } catch {
        return []; // released between the two calls
      }
    });
}

/** Whether the process that took the lock is gone: it ran on this machine and no longer exists. */
export function isAbandoned(lock: Lock): boolean {
  return lock.hostname === hostname() && !isRunning(lock.pid);
}

/**
 * Takes away the locks of a stack if everybody who holds one has died (a power cut, a kill): they would refuse every further update.
 * @returns one of them, if there were any
 */
export function releaseAbandoned(stateFolder: string, stack: string): Lock | undefined {
  const locks = locksOf(stateFolder, stack);
  if (!locks.every(isAbandoned)) return undefined;
  for (const { file } of locks) rmSync(file, { force: true }); // these very ones: another process may take the next
  return locks[0];
}

/** The one sentence for somebody whose update has to wait. */
export function describeLock(stack: string, lock: Lock): string {
  return `stack ${stack} is being updated by another process (process ${lock.pid} of ${lock.username} on ${lock.hostname}, since ${lock.timestamp})`;
}
