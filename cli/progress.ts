import { ListrLogger, Listr, ProcessOutput } from "listr2";
import type { Progress } from "../stacks/conduct";
import { registered } from "../stacks/model";

/** What a command tells while it works, and where: a terminal gets spinners, a pipeline gets lines. */
export interface Reporter {
  take(progress: Progress): void;
  /** Ends the display; to be called whatever happened. */
  end(): Promise<void>;
}

/** Progress goes to standard error: standard output is for results. */
export function reporter(stacks: readonly string[]): Reporter {
  return process.stderr.isTTY ? spinners(stacks) : lines();
}

/** How one stack ended, in a few words. */
function ended({ run }: Extract<Progress, { state: "ended" }>): string {
  const count = `${registered(run).length} resources, ${run.seconds.toFixed(1)} s`;
  return run.outcome === "ok" ? count : `${run.outcome} after ${run.seconds.toFixed(1)} s`;
}

function lines(): Reporter {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  return {
    take(progress) {
      if (progress.kind === "engine") say(`engine: ${progress.text}`);
      else if (progress.kind === "note") say(progress.text);
      else if (progress.state === "ended") say(`${progress.stack}: ${ended(progress)}`);
    },
    end: () => Promise.resolve(),
  };
}

interface Deferred {
  promise: Promise<void>;
  settle(failed?: boolean): void;
}

function deferred(): Deferred {
  let settle!: (failed?: boolean) => void;
  const promise = new Promise<void>((resolve, reject) => {
    settle = (failed) => (failed ? reject(new Error("failed")) : resolve());
  });
  promise.catch(() => undefined); // the list looks at it when its turn comes
  return { promise, settle };
}

function spinners(stacks: readonly string[]): Reporter {
  const rows = ["engine", ...stacks];
  const ends = new Map(rows.map((row) => [row, deferred()]));
  const titles = new Map<string, { title: string }>();
  const width = Math.max(...rows.map((row) => row.length)) + 2;
  const retitle = (row: string, text: string): void => {
    const task = titles.get(row);
    if (task) task.title = `${row.padEnd(width)}${text}`;
  };
  const notes: string[] = [];
  const list = new Listr(
    rows.map((row) => ({
      title: row,
      task: (_: unknown, task: { title: string }) => {
        titles.set(row, task);
        return ends.get(row)!.promise;
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false, // by default it ends the process at Ctrl-C, and nothing would be finished or cleaned up
      rendererOptions: {
        showErrorMessage: false,
        logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) }),
      },
    },
  );
  const drawn = list.run().catch(() => undefined);
  return {
    take(progress) {
      if (progress.kind === "engine") retitle("engine", progress.text);
      else if (progress.kind === "note") notes.push(progress.text);
      else {
        ends.get("engine")!.settle(); // a stack at work has an engine
        if (progress.state === "working")
          retitle(progress.stack, progress.done === 1 ? "1 resource" : `${progress.done} resources`);
        else {
          retitle(progress.stack, ended(progress));
          ends.get(progress.stack)?.settle(progress.run.outcome !== "ok");
        }
      }
    },
    async end() {
      for (const end of ends.values()) end.settle(); // what never began is no longer waited for
      await drawn;
      for (const note of notes) process.stderr.write(`${note}\n`);
    },
  };
}
