import { readdirSync, readFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { failure, findExecutable, run } from "./run";
import type { OnProgress, Problem } from "./steps";

/** A program that is built from Go modules, with a go.mod of its own: shared ones make the dependencies of programs collide. */
export interface GoProgram {
  /** The folder of its go.mod and go.sum, which pin every version. */
  readonly module: string;
  /** Import path of its main package. */
  readonly package: string;
  /** Name of the executable. */
  readonly output: string;
  /** Build tags. @default none */
  readonly tags?: readonly string[];
  /** Variables set by the linker: full name to value. Programs learn their own version this way. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

export type GoState =
  | { readonly usable: true; readonly go: string; readonly version: string; readonly host: NodeJS.ProcessEnv }
  | { readonly usable: false; readonly reason: string };

/** Memory that one compiler may need for the largest packages (SDKs of clouds): limits how many run at once. */
const BYTES_PER_COMPILER = 2 * 1024 ** 3;

/** How long `go env` may take; it reads a few files. */
const GO_ENV_TIMEOUT_MS = 20_000;

/** The first Go that can fetch newer toolchains by itself (https://go.dev/doc/toolchain). */
const FIRST_SWITCHING_GO = [1, 21, 0];

/** What the last lines of a failed build show, and what mends it. */
const KNOWN_CAUSES: readonly { readonly pattern: RegExp; readonly fix: string }[] = [
  {
    pattern: /no space left on device/,
    fix: "free disk space (a build needs about 4 GB; `go clean -cache` frees what Go keeps) and run the command again",
  },
  {
    pattern: /checksum mismatch/,
    fix: "remove the damaged modules with `go clean -modcache` and run the command again",
  },
  {
    pattern: /signal: killed|cannot allocate memory/,
    fix: "the machine ran out of memory: close other programs and run the command again, it goes on where it stopped",
  },
  {
    pattern:
      /dial tcp|no such host|i\/o timeout|connection refused|proxyconnect|TLS handshake|Forbidden|Bad Gateway/,
    fix: "make a Go module proxy reachable (`go env GOPROXY` names the one in use) and run the command again",
  },
];

/** Flags that must be the same for all commands over a program, or its packages count as not compiled. */
function commonFlags({ tags = [] }: GoProgram): string[] {
  return ["-mod=readonly", "-trimpath", ...(tags.length > 0 ? ["-tags", tags.join(",")] : [])];
}

function linkerFlags({ variables = {} }: GoProgram): string {
  return ["-s -w", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(" ");
}

/** All texts that decide what a program becomes. */
export function recipeTexts(program: GoProgram): string[] {
  const sources = readdirSync(program.module).filter((name) => name.endsWith(".go"));
  const files = ["go.mod", "go.sum", ...sources.sort()].map((name) =>
    readFileSync(path.join(program.module, name), "utf8"),
  );
  return [...files, program.package, program.output, ...commonFlags(program), linkerFlags(program)];
}

/** The Go version that the go.mod files of `programs` ask for: the newest of their `go` lines. */
export function goNeeded(programs: readonly GoProgram[]): string {
  const versions = programs.map(({ module }) => {
    const file = path.join(module, "go.mod");
    const version = /^go (\S+)$/m.exec(readFileSync(file, "utf8"))?.[1];
    if (version === undefined) throw new Error(`${file} has no \`go\` line`);
    return version;
  });
  return versions.reduce((newest, version) => (compareGo(version, newest) > 0 ? version : newest));
}

/** Looks for a Go that can build `programs`. An older one will do where it may fetch the toolchain it needs. */
export async function findGo(programs: readonly GoProgram[], env: NodeJS.ProcessEnv): Promise<GoState> {
  const go = findExecutable("go", env);
  if (go === undefined) return { usable: false, reason: "no `go` on PATH" };
  const names = ["GOVERSION", "GOTOOLCHAIN", "GOHOSTOS", "GOHOSTARCH"];
  // Outside of any module: inside one, an old Go would fetch a toolchain just to answer.
  const result = await run(go, ["env", "-json", ...names], {
    env: { ...env, GOWORK: "off" },
    cwd: os.tmpdir(),
    timeoutMs: GO_ENV_TIMEOUT_MS,
  });
  if (result.problem !== undefined)
    return { usable: false, reason: `${go} does not answer \`go env\`: ${failure(result)}` };
  const found = JSON.parse(result.stdout) as Record<string, string>;
  const version = found["GOVERSION"]!.replace(/^go/, "");
  const needed = goNeeded(programs);
  // "local" and "path" (alone or as a prefix with a fixed version) forbid a download; "auto" and "…+auto" allow it.
  const mayFetch =
    /(^|\+)auto$/.test(found["GOTOOLCHAIN"]!) && compareGo(version, FIRST_SWITCHING_GO.join(".")) >= 0;
  if (compareGo(version, needed) < 0 && !mayFetch)
    return {
      usable: false,
      reason: `${go} is ${version} and may not fetch a newer one; ${needed} is needed`,
    };
  return { usable: true, go, version, host: { GOOS: found["GOHOSTOS"], GOARCH: found["GOHOSTARCH"] } };
}

export interface BuildOptions {
  readonly go: Extract<GoState, { usable: true }>;
  /** Where the executable goes. */
  readonly bin: string;
  /** A folder for Go's temporary files. */
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
}

/**
 * Builds one program. Go keeps what it has compiled, so a build that was interrupted goes on where it stopped, and the progress
 * counts what is already there as done.
 */
export async function buildGoProgram(
  program: GoProgram,
  options: BuildOptions,
): Promise<Problem | undefined> {
  const { go, bin, scratch, signal, onProgress } = options;
  const { output } = program;
  const shared = {
    cwd: program.module,
    signal,
    env: {
      ...options.env,
      ...go.host,
      CGO_ENABLED: "0",
      GO111MODULE: "on",
      GOWORK: "off",
      GOTMPDIR: scratch,
    },
  };
  let fetched = 0;
  /** Whatever is neither progress nor a result: what a person needs when it fails. */
  const said: string[] = [];
  const takeLine = (line: string) => {
    if (!line.startsWith("go: downloading ")) return void said.push(line);
    fetched += 1;
    onProgress({
      source: "build",
      text: `fetching the Go modules of ${output}: ${fetched}, ${line.slice(16)}`,
    });
  };

  onProgress({ source: "build", text: `looking up the Go packages of ${output}` });
  const format = "{{.Stale}} {{.ImportPath}}";
  const listed = await run(go.go, ["list", ...commonFlags(program), "-deps", "-f", format, program.package], {
    ...shared,
    onErrorLine: takeLine,
  });
  if (listed.problem !== undefined) return explain(`\`go list\` for ${output}`, listed.problem, said);

  const packages = listed.stdout
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  const waiting = new Set(packages.filter(([stale]) => stale === "true").map(([, name]) => name!));
  const total = packages.length;
  const report = () => {
    const done = total - waiting.size;
    const text =
      waiting.size > 0
        ? `compiling ${output}: ${done} of ${total} packages (${Math.floor((100 * done) / total)} %)`
        : `linking ${output}`;
    onProgress({ source: "build", text, done, total });
  };
  report();
  const built = await run(
    go.go,
    [
      "build",
      ...commonFlags(program),
      "-buildvcs=false",
      "-v",
      "-p",
      String(compilers(os.availableParallelism(), os.totalmem())),
      "-ldflags",
      linkerFlags(program),
      "-o",
      path.join(bin, output),
      program.package,
    ],
    {
      ...shared,
      // With -v, Go names each package as it begins with it.
      onErrorLine: (line) => (waiting.delete(line) ? report() : takeLine(line)),
    },
  );
  return built.problem === undefined ? undefined : explain(`\`go build\` of ${output}`, built.problem, said);
}

/** How many compilers to run at once. */
export function compilers(cores: number, memoryBytes: number): number {
  return Math.max(1, Math.min(cores, Math.floor(memoryBytes / BYTES_PER_COMPILER)));
}

/** How many of the last lines of a failed build are shown; a compiler's error is one or two, a linker's some more. */
const SHOWN_LINES = 8;

function explain(what: string, problem: string, said: readonly string[]): Problem {
  const words = said.filter((line) => line.trim() !== "").slice(-SHOWN_LINES);
  const cause = KNOWN_CAUSES.find(({ pattern }) => words.some((line) => pattern.test(line)));
  const reason = [`${what} failed, ${problem}`, ...words].join("\n");
  return { outcome: "failed", reason, ...(cause && { fix: cause.fix }) };
}

/** Compares Go versions like `1.25.11`; a missing part counts as 0, a suffix such as `rc1` is ignored. */
export function compareGo(left: string, right: string): number {
  const [a, b] = [left, right].map((version) =>
    version.split(".").map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let index = 0; index < 3; index += 1) {
    const difference = (a![index] ?? 0) - (b![index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
