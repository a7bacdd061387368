import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseResults, type PackResults } from "../evaluation/results";

/** Names the folder, one per stack and run, into which every pack writes `<pack>.json`. Whoever sets it collects the results. */
export const RESULTS_VARIABLE = "PHAROS_RESULTS";

/**
 * How long results wait until they are written while more of them come, in milliseconds. Short enough that an update which dies
 * leaves nearly all it has found, long enough that a stack of hundreds of resources is not written hundreds of times.
 */
const WRITE_AFTER = 250;

/** The file through which a pack hands over its full results: the analyzer protocol has no place for what passed. */
export class SideFile {
  private readonly file: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly folder: string,
    pack: string,
    private readonly results: () => PackResults,
  ) {
    this.file = path.join(folder, `${pack}.json`);
  }

  /** What an earlier process of the same run left; undefined if there is nothing, or nothing that can be read. */
  read(): PackResults | undefined {
    try {
      return parseResults(readFileSync(this.file, "utf8"));
    } catch {
      return undefined;
    }
  }

  /** Writes soon. */
  touch(): void {
    this.timer ??= setTimeout(() => this.flush(), WRITE_AFTER);
  }

  /**
   * Writes now. Readers see the old file or the new one, never half of one. Only the user may read it: messages quote values.
   */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const draft = `${this.file}.${process.pid}.tmp`;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(draft, `${JSON.stringify(this.results(), undefined, 1)}\n`, { mode: 0o600 });
      renameSync(draft, this.file);
    } catch (error) {
      // The gate stands without its report: say it, and go on judging.
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(`cannot write policy results to ${this.file}: ${message}\n`);
    }
  }
}
