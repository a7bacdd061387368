import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Progress } from "./steps";

/**
 * For tests: a machine of which a test decides what is on PATH. Its executables are shell scripts, its folders have spaces in
 * their names, and nothing of the real machine's PATH is seen.
 */
export class FakeMachine {
  readonly root = mkdtempSync(path.join(os.tmpdir(), "pharos machine "));
  readonly bin = path.join(this.root, "usr bin", "bin");
  readonly cache = path.join(this.root, "cache folder");
  /** Exists once a build that waits for it may end. */
  readonly gate = path.join(this.root, "gate");
  private readonly log = path.join(this.root, "go.log");

  constructor() {
    mkdirSync(this.bin, { recursive: true });
  }

  get env(): NodeJS.ProcessEnv {
    return { PATH: this.bin, HOME: this.root, PHAROS_CACHE: this.cache };
  }

  /** Puts an executable of this name on PATH, or into another folder of the machine. */
  install(name: string, script: string, folder = this.bin): string {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  /** A CLI of this version and, unless told otherwise, its language host. */
  installPulumi(version: string, { host = true, folder = this.bin } = {}): string {
    if (host) this.install("pulumi-language-nodejs", "exit 0", folder);
    return this.install("pulumi", `echo v${version}`, folder);
  }

  /** A `curl` that cannot reach anything. */
  installClosedCurl(): void {
    this.install("curl", `echo "curl: (6) Could not resolve host: get.pulumi.com" >&2; exit 6`);
  }

  /** A `curl` that delivers this installer. `$root` is its installation folder, `$version` the version asked for. */
  installOpenCurl(installer: string): void {
    const delivered = path.join(this.root, "delivered.sh");
    writeFileSync(delivered, `PATH=/usr/bin:/bin; root=$3; version=$5\n${installer}\n`);
    // The output file is the argument before the address.
    this.install("curl", `while [ $# -gt 2 ]; do shift; done; cp "${delivered}" "$1"`);
  }

  /**
   * A `go` that knows three packages, of which the first is compiled already, and whose result answers any question with
   * `answer`.
   */
  installGo({
    version = "go1.26.8",
    toolchain = "local",
    answer = "v3.259.0",
    list = "",
    build = "",
  }: { version?: string; toolchain?: string; answer?: string; list?: string; build?: string } = {}): void {
    const env = { GOVERSION: version, GOTOOLCHAIN: toolchain, GOHOSTOS: "linux", GOHOSTARCH: "amd64" };
    this.install(
      "go",
      `trap 'exit 130' INT
for last in "$@"; do :; done
case "$1" in
env) echo '${JSON.stringify(env)}' ;;
list)
  echo "list $last" >> "${this.log}"
  ${list}
  echo "go: downloading example.com/two v1.0.0" >&2
  printf 'false example.com/one\\ntrue example.com/two\\ntrue %s\\n' "$last" ;;
build)
  echo "build $last" >> "${this.log}"
  echo example.com/two >&2
  ${build}
  echo "$last" >&2
  while [ "$1" != -o ]; do shift; done
  printf '#!/bin/sh\\necho ${answer}\\n' > "$2"
  chmod +x "$2" ;;
esac`,
    );
  }

  /** A line of script that waits for the gate. */
  get untilGate(): string {
    return `while [ ! -e "${this.gate}" ]; do sleep 0.02; done`;
  }

  openGate(): void {
    writeFileSync(this.gate, "");
  }

  /** What the fake `go` was asked to list and build. */
  get goLog(): string[] {
    return existsSync(this.log) ? readFileSync(this.log, "utf8").trim().split("\n") : [];
  }

  /** Everything in a folder of the cache, hidden or not. */
  listCache(name: string): string[] {
    return readdirSync(path.join(this.cache, name)).sort();
  }

  /** The names of what lies at the top of the machine. */
  get everything(): string[] {
    return readdirSync(this.root).sort();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Collects progress, and lets a test wait for a line of it. */
export class ProgressRecord {
  readonly all: Progress[] = [];
  private readonly waiting: { start: string; resolve: (text: string) => void }[] = [];

  readonly take = (progress: Progress): void => {
    this.all.push(progress);
    for (const { start, resolve } of this.waiting)
      if (progress.text.startsWith(start)) resolve(progress.text);
  };

  get texts(): string[] {
    return this.all.map(({ text }) => text);
  }

  /** Resolves with the first line that begins with `start`, past or to come. */
  line(start: string): Promise<string> {
    const found = this.texts.find((text) => text.startsWith(start));
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve) => this.waiting.push({ start, resolve }));
  }
}
