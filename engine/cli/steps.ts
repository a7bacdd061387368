/** Where an executable can come from, in the order in which they are tried. */
export type Source = "path" | "cache" | "download" | "build";

/** What became of one way to get an executable. */
export interface Step {
  readonly source: Source;
  /** `skipped`: could not be tried or did not fit; `failed`: was tried and went wrong. */
  readonly outcome: "used" | "skipped" | "failed";
  /** What was found, or why the next way was tried: a part of a sentence; after a failed build, lines with what was said. */
  readonly detail: string;
}

/** Why a way to get an executable came to nothing. */
export interface Problem {
  /** `skipped`: it was not begun. */
  readonly outcome: "skipped" | "failed";
  readonly reason: string;
  /** What mends it, where the cause is known. */
  readonly fix?: string;
}

/** What happens while an executable is found, downloaded or built. */
export interface Progress {
  /** `wait`: another process is at it. */
  readonly source: Source | "wait";
  /** One line for a person. */
  readonly text: string;
  /** How much of {@link Progress.total} is done; both are absent where nobody knows. */
  readonly done?: number;
  readonly total?: number;
}

export type OnProgress = (progress: Progress) => void;

/** How the rest of the program is told about finding, downloading and building, and how it stops it. */
export interface ObtainOptions {
  readonly onProgress?: OnProgress;
  /** Aborting stops a download or build; what was compiled so far is kept by Go and used the next time. */
  readonly signal?: AbortSignal;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default process.platform */
  readonly platform?: NodeJS.Platform;
}

/** A list of steps that tells each new step to whoever shows progress. */
export class StepLog {
  readonly steps: Step[] = [];

  constructor(private readonly onProgress: OnProgress | undefined) {}

  add(source: Source, outcome: Step["outcome"], detail: string): void {
    this.steps.push({ source, outcome, detail });
    this.onProgress?.({ source, text: `${source}: ${outcome}, ${detail.split("\n")[0]}` });
  }
}

/** The steps as the lines of an error message, aligned. */
export function describeSteps(steps: readonly Step[]): string {
  return steps
    .map(({ source, outcome, detail }) => {
      const start = `  ${source.padEnd(9)}${outcome.padEnd(9)}`;
      return start + detail.replaceAll("\n", `\n${" ".repeat(start.length)}`);
    })
    .join("\n");
}
