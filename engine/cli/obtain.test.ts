import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { UserError } from "../../content/user-error";
import { FakeMachine, ProgressRecord } from "./fake-machine";
import { downloadedVersion, obtainPulumi } from "./obtain";
import type { Step } from "./steps";

const CURL_FAILED =
  "get.pulumi.com cannot be reached, exit code 6: curl: (6) Could not resolve host: get.pulumi.com";

const BY_HAND = "or install Pulumi 3.255.0 or newer: curl -fsSL https://get.pulumi.com | sh";

describe("obtaining the Pulumi CLI", () => {
  let machine: FakeMachine;
  const sdk = downloadedVersion();
  const entry = () => path.join(machine.cache, "pulumi", "3.259.0-3.66.0");
  const today = () => new Date().toISOString().slice(0, 10);
  const obtain = (extra: { onProgress?: ProgressRecord["take"]; signal?: AbortSignal } = {}) =>
    obtainPulumi({ env: machine.env, platform: "linux", ...extra });
  const refusal = async (options = {}): Promise<UserError> => {
    const error: unknown = await obtainPulumi({ env: machine.env, platform: "linux", ...options }).catch(
      (error: unknown) => error,
    );
    assert(error instanceof UserError, String(error));
    return error;
  };

  const noneOnPath: Step = { source: "path", outcome: "skipped", detail: "no `pulumi` on PATH" };
  const noneInCache = (): Step => ({
    source: "cache",
    outcome: "skipped",
    detail: `neither ${sdk}-${sdk} nor 3.259.0-3.66.0 in ${machine.cache}/pulumi`,
  });
  const noNetwork: Step = { source: "download", outcome: "failed", detail: CURL_FAILED };
  const built = (): Step => ({ source: "build", outcome: "used", detail: entry() });
  const cached = (): Step => ({
    source: "cache",
    outcome: "used",
    detail: `${entry()}, built on ${today()}`,
  });

  beforeEach(() => {
    machine = new FakeMachine();
    machine.installClosedCurl();
  });
  afterEach(() => machine.remove());

  describe("from PATH", () => {
    it("takes one that is recent enough and has its language host beside it", async () => {
      const command = machine.installPulumi("3.255.0");
      const languageHost = path.join(machine.bin, "pulumi-language-nodejs");
      assert.deepEqual(await obtain(), {
        command,
        version: "3.255.0",
        languageHost,
        root: path.dirname(machine.bin),
        source: "path",
        steps: [{ source: "path", outcome: "used", detail: `${command} 3.255.0 with ${languageHost}` }],
      });
      assert(!existsSync(machine.cache), "nothing is written");
    });

    it("makes a root of links where its folder is not called bin and the host lies elsewhere", async () => {
      const folder = path.join(machine.root, "tools");
      const command = machine.installPulumi("3.300.1", { host: false, folder });
      const languageHost = machine.install("pulumi-language-nodejs", "exit 0");
      const env = { ...machine.env, PATH: `${machine.bin}${path.delimiter}${folder}` };
      for (const time of ["first", "second"]) {
        const cli = await obtainPulumi({ env, platform: "linux" });
        assert.equal(cli.command, command, time);
        assert.equal(realpathSync(path.join(cli.root, "bin", "pulumi")), command);
        assert.equal(realpathSync(path.join(cli.root, "bin", "pulumi-language-nodejs")), languageHost);
      }
    });

    const refused: [string, () => void, Step["outcome"], string][] = [
      [
        "too old",
        () => machine.installPulumi("3.254.9"),
        "skipped",
        "BIN/pulumi is 3.254.9, policy packs as executables need 3.255.0 or newer",
      ],
      [
        "a pre-release of the first that will do",
        () => machine.installPulumi("3.255.0-alpha.1"),
        "skipped",
        "BIN/pulumi is 3.255.0-alpha.1, policy packs as executables need 3.255.0 or newer",
      ],
      [
        "without language host",
        () => machine.installPulumi("3.270.0", { host: false }),
        "skipped",
        "BIN/pulumi is 3.270.0, but there is no pulumi-language-nodejs beside it or on PATH",
      ],
      [
        "one that fails",
        () => machine.install("pulumi", "echo no luck >&2; exit 3"),
        "failed",
        "BIN/pulumi does not answer `pulumi version`: exit code 3: no luck",
      ],
      [
        "one that says something else",
        () => machine.install("pulumi", "echo hello"),
        "failed",
        'BIN/pulumi does not answer `pulumi version`: it says "hello"',
      ],
    ];
    for (const [what, install, outcome, detail] of refused)
      it(`goes on after ${what}`, async () => {
        install();
        machine.installGo();
        const { source, steps } = await obtain();
        assert.equal(source, "build");
        assert.deepEqual(steps[0], { source: "path", outcome, detail: detail.replace("BIN", machine.bin) });
      });
  });

  describe("by building", () => {
    it("tries everything before, in order, shows how far it is, and keeps the result", async () => {
      machine.installGo();
      const progress = new ProgressRecord();
      const cli = await obtain({ onProgress: progress.take });
      assert.deepEqual(cli, {
        command: path.join(entry(), "bin", "pulumi"),
        version: "3.259.0",
        languageHost: path.join(entry(), "bin", "pulumi-language-nodejs"),
        root: entry(),
        source: "build",
        steps: [noneOnPath, noneInCache(), noNetwork, built()],
      });
      assert.deepEqual(progress.texts, [
        "path: skipped, no `pulumi` on PATH",
        `cache: skipped, ${noneInCache().detail}`,
        "asking get.pulumi.com for the Pulumi CLI",
        `download: failed, ${CURL_FAILED}`,
        `building the Pulumi CLI 3.259.0 with language host 3.66.0 with ${machine.bin}/go 1.26.8; the first time this takes about 8 minutes`,
        "looking up the Go packages of pulumi",
        "fetching the Go modules of pulumi: 1, example.com/two v1.0.0",
        "compiling pulumi: 1 of 3 packages (33 %)",
        "compiling pulumi: 2 of 3 packages (66 %)",
        "linking pulumi",
        "looking up the Go packages of pulumi-language-nodejs",
        "fetching the Go modules of pulumi-language-nodejs: 1, example.com/two v1.0.0",
        "compiling pulumi-language-nodejs: 1 of 3 packages (33 %)",
        "compiling pulumi-language-nodejs: 2 of 3 packages (66 %)",
        "linking pulumi-language-nodejs",
        `build: used, ${entry()}`,
      ]);
      assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
      assert.deepEqual((await obtain()).steps, [noneOnPath, cached()]);
      assert.equal(machine.goLog.filter((line) => line.startsWith("build")).length, 2);
    });

    it("leaves the download out when told to work offline", async () => {
      machine.installGo();
      const { steps } = await obtainPulumi({
        env: { ...machine.env, PHAROS_OFFLINE: "1" },
        platform: "linux",
      });
      assert.deepEqual(steps[2], { source: "download", outcome: "skipped", detail: "PHAROS_OFFLINE=1" });
    });

    it("names every way tried and the fix where there is no Go", async () => {
      assert.equal(
        (await refusal()).toString(),
        `No usable Pulumi CLI was found or made. What was tried:
  path     skipped  no \`pulumi\` on PATH
  cache    skipped  ${noneInCache().detail}
  download failed   ${CURL_FAILED}
  build    skipped  no \`go\` on PATH
  fix: install Go 1.25.11 or newer (https://go.dev/dl/) and run the command again; ${BY_HAND}`,
      );
      assert.deepEqual(machine.listCache("pulumi"), []);
    });

    it("refuses a Go that is too old and may not fetch a newer one", async () => {
      machine.installGo({ version: "go1.25.10" });
      assert.match(
        (await refusal()).message,
        /build {4}skipped {2}\S.*\/go is 1\.25\.10 and may not fetch a newer one; 1\.25\.11 is needed$/,
      );
      machine.installGo({ version: "go1.20.3", toolchain: "auto" });
      assert.match(
        (await refusal()).message,
        /go is 1\.20\.3 and may not fetch a newer one; 1\.25\.11 is needed$/,
      );
    });

    it("lets an old Go fetch the toolchain it needs", async () => {
      machine.installGo({ version: "go1.22.1", toolchain: "auto" });
      assert.equal((await obtain()).source, "build");
    });

    it("shows the last words of a failed build, and the fix of a known cause", async () => {
      machine.installGo({ build: `echo "write /x: no space left on device" >&2; exit 1` });
      const { message, fix } = await refusal();
      assert.equal(
        message.split("\n").slice(4).join("\n"),
        `  build    failed   \`go build\` of pulumi failed, exit code 1
                    write /x: no space left on device`,
      );
      assert.equal(
        fix,
        `free disk space (a build needs about 4 GB; \`go clean -cache\` frees what Go keeps) and run the command again; ${BY_HAND}`,
      );
      assert.deepEqual(machine.listCache("pulumi"), []);
    });

    it("does not keep a result that does not run", async () => {
      machine.installGo({ answer: "v3.1.0" });
      assert.equal(
        (await refusal()).message.split("\n").at(-1),
        "  build    failed   bin/pulumi is 3.1.0 instead of 3.259.0, after it was made",
      );
      assert.deepEqual(machine.listCache("pulumi"), []);
    });

    it("is refused on Windows in one error", async () => {
      assert.equal(
        (await refusal({ platform: "win32" })).toString(),
        `No usable Pulumi CLI was found or made. What was tried:
  path     skipped  no \`pulumi\` on PATH
  build    skipped  building from Go modules is not supported on Windows
  fix: install Pulumi 3.255.0 or newer: winget install Pulumi.Pulumi (or work in the Windows Subsystem for Linux)`,
      );
    });

    it("names the folder when the cache cannot be made", async () => {
      writeFileSync(machine.cache, "a file where the folder should be");
      const { message, fix } = await refusal();
      assert.match(message, /^The cache folder .*\/cache folder\/pulumi cannot be made: E/);
      assert.equal(fix, "set PHAROS_CACHE to a folder that you may write to");
    });
  });

  describe("by download", () => {
    const installer = `[ "$1 $2 $4" = "--no-edit-path --install-root --version" ] || exit 9
mkdir -p "$root/bin"
printf '#!/bin/sh\\necho v%s\\n' "$version" > "$root/bin/pulumi"
printf '#!/bin/sh\\nexit 2\\n' > "$root/bin/pulumi-language-nodejs"
chmod +x "$root/bin/"*`;

    it("uses Pulumi's installer and keeps the result", async () => {
      machine.installOpenCurl(installer);
      const cli = await obtain();
      const folder = path.join(machine.cache, "pulumi", `${sdk}-${sdk}`);
      assert.deepEqual(
        [cli.source, cli.version, cli.command],
        ["download", sdk, path.join(folder, "bin", "pulumi")],
      );
      assert.deepEqual(cli.steps.at(-1), { source: "download", outcome: "used", detail: folder });
      assert.deepEqual(readdirSync(folder).sort(), ["bin", "manifest.json"]);
      assert.deepEqual((await obtain()).steps, [
        noneOnPath,
        { source: "cache", outcome: "used", detail: `${folder}, downloaded on ${today()}` },
      ]);
    });

    const faulty: [string, string, string][] = [
      ["fails", "echo tar: oops; exit 1", "Pulumi's installer failed, exit code 1: tar: oops"],
      [
        "delivers something that does not run",
        `${installer}\nprintf '#!/bin/sh\\nexit 126\\n' > "$root/bin/pulumi"`,
        "bin/pulumi does not answer `pulumi version`: exit code 126, after it was made",
      ],
      [
        "delivers no language host",
        `${installer}\nrm "$root/bin/pulumi-language-nodejs"`,
        "bin/pulumi-language-nodejs does not run: cannot be started: spawn bin/pulumi-language-nodejs ENOENT, after it was made",
      ],
    ];
    for (const [what, script, detail] of faulty)
      it(`builds when the installer ${what}`, async () => {
        machine.installOpenCurl(script);
        machine.installGo();
        const { source, steps } = await obtain();
        assert.equal(source, "build");
        assert.deepEqual(steps[2], { source: "download", outcome: "failed", detail });
        assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
      });
  });

  describe("from a damaged cache", () => {
    const damages: [string, () => void, string][] = [
      [
        "a truncated executable",
        () => truncateSync(path.join(entry(), "bin", "pulumi"), 5),
        "ENTRY/bin/pulumi has 5 bytes instead of 24",
      ],
      [
        "a missing executable",
        () => rmSync(path.join(entry(), "bin", "pulumi-language-nodejs")),
        "ENTRY/bin/pulumi-language-nodejs is gone",
      ],
      [
        "changed bytes that keep it from running",
        () => writeFileSync(path.join(entry(), "bin", "pulumi"), "#!/bin/sh\nexit 01234567\n"),
        "ENTRY/bin/pulumi has changed since it was made",
      ],
      [
        "no manifest",
        () => rmSync(path.join(entry(), "manifest.json")),
        "ENTRY has no manifest.json, so it was never finished",
      ],
      [
        "half a manifest",
        () => truncateSync(path.join(entry(), "manifest.json"), 40),
        "ENTRY/manifest.json cannot be read",
      ],
      [
        "another machine's executables",
        () => editManifest(`${process.platform}-${process.arch}`, "plan9-mips"),
        `ENTRY was made for plan9-mips, this is ${process.platform}-${process.arch}`,
      ],
      [
        "another recipe",
        () => editManifest(/"recipe": "./, '"recipe": "x'),
        "ENTRY was made by another recipe",
      ],
    ];
    const editManifest = (from: string | RegExp, to: string) => {
      const file = path.join(entry(), "manifest.json");
      writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
    };
    for (const [what, damage, detail] of damages)
      it(`notices ${what} and makes the entry anew`, async () => {
        machine.installGo();
        await obtain();
        damage();
        const failed: Step = {
          source: "cache",
          outcome: "failed",
          detail: `${detail.replace("ENTRY", entry())}; it is made anew`,
        };
        assert.deepEqual((await obtain()).steps, [noneOnPath, failed, noNetwork, built()]);
        assert.deepEqual((await obtain()).steps, [noneOnPath, cached()]);
        assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
      });

    it("sweeps what interrupted builds left", async () => {
      machine.installGo();
      mkdirSync(path.join(machine.cache, "pulumi", ".partial-3.259.0-3.66.0-abc", "bin"), {
        recursive: true,
      });
      await obtain();
      assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
    });
  });

  it("can be cancelled, leaves nothing behind, and works the next time", async () => {
    machine.installGo({ build: machine.untilGate });
    const progress = new ProgressRecord();
    const controller = new AbortController();
    const attempt = obtain({ onProgress: progress.take, signal: controller.signal });
    await progress.line("compiling pulumi: 2 of 3");
    assert.equal(machine.listCache("pulumi").length, 3, "a partial entry, the lock and its owner");
    const reason = new Error("enough");
    controller.abort(reason);
    await assert.rejects(attempt, (error) => error === reason);
    assert.deepEqual(machine.listCache("pulumi"), []);
    machine.openGate();
    assert.equal((await obtain()).source, "build");
  });

  it("does nothing when it was cancelled before", async () => {
    machine.installGo();
    await assert.rejects(obtain({ signal: AbortSignal.abort(new Error("enough")) }), new Error("enough"));
    assert(!existsSync(machine.cache));
  });

  it("builds once when two ask at once, and the second says for whom it waits", async () => {
    machine.installGo({ build: machine.untilGate });
    const [first, second] = [new ProgressRecord(), new ProgressRecord()];
    const one = obtain({ onProgress: first.take });
    await first.line("compiling pulumi: 2 of 3");
    const two = obtain({ onProgress: second.take });
    const said = await second.line(`waiting for process ${process.pid}, which is at it: `);
    machine.openGate();
    assert.equal((await one).source, "build");
    const { source, steps } = await two;
    assert.equal(source, "cache");
    assert.deepEqual(steps, [noneOnPath, noneInCache(), cached()]);
    assert.match(said, /: (has just begun|.*packages.*)$/);
    assert.equal(machine.goLog.filter((line) => line.startsWith("build")).length, 2);
    assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
  });

  it("can be cancelled while it waits", async () => {
    machine.installGo({ build: machine.untilGate });
    const [first, second] = [new ProgressRecord(), new ProgressRecord()];
    const one = obtain({ onProgress: first.take });
    await first.line("compiling pulumi: 2 of 3");
    const controller = new AbortController();
    const two = obtain({ onProgress: second.take, signal: controller.signal });
    await second.line("waiting for process");
    controller.abort(new Error("enough"));
    await assert.rejects(two, new Error("enough"));
    machine.openGate();
    assert.equal((await one).source, "build");
  });
});
