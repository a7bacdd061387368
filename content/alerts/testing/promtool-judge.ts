import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { renderTests } from "../promtool";
import { renderGroups } from "../render";
import type { AlertGroup, AlertTest } from "../rule";

const RULES = "rules.yaml";
const TESTS = "tests.yaml";

/** A first build of promtool takes minutes; the test runner does it beforehand, with progress. */
export const BUILD_TIMEOUT_MS = 20 * 60 * 1000;

/** One run of promtool takes a tenth of a second, and on a busy machine much longer. */
export const RUN_TIMEOUT_MS = 20_000;

/** What promtool said. */
export interface Verdict {
  readonly status: number | null;
  readonly output: string;
}

/** Prometheus' own judge of rules, with a folder for what it reads. */
export class PromtoolJudge {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "pharos-alerts-"));

  /** @param promtool the command */
  constructor(private readonly promtool: string) {}

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Whether Prometheus accepts the rules. */
  check(groups: readonly AlertGroup[]): Verdict {
    this.write(RULES, renderGroups(groups));
    return this.run("check", "rules", RULES);
  }

  /** Whether the rules of a group do in these cases what the cases say. */
  judge(group: AlertGroup, tests: readonly AlertTest[]): Verdict {
    this.write(RULES, renderGroups([group]));
    this.write(TESTS, renderTests([{ ...group, tests }], RULES));
    return this.run("test", "rules", TESTS);
  }

  /** JSON is YAML. */
  private write(file: string, content: object): void {
    writeFileSync(path.join(this.folder, file), JSON.stringify(content));
  }

  private run(...args: string[]): Verdict {
    const { status, stdout, stderr } = spawnSync(this.promtool, args, { cwd: this.folder, encoding: "utf8" });
    return { status, output: stdout + stderr };
  }
}
