import assert from "node:assert/strict";
import { existsSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../../content/user-error";
import { FakeMachine, ProgressRecord } from "./fake-machine";
import { downloadedVersion, locatePulumi, obtainPulumi } from "./obtain";
import type { Step } from "./steps";
import { CURL_FAILED, usualSteps } from "./usual-steps";

const BY_HAND = "or install Pulumi 3.255.0 or newer: curl -fsSL https://get.pulumi.com | sh";

describe("obtaining the Pulumi CLI", function () {
  // Each test starts processes, which takes its time on a busy machine.
  this.timeout(20_000);
  let machine: FakeMachine;
  let usual: ReturnType<typeof usualSteps>;
  const sdk = downloadedVersion();
  const obtain = (extra: { onProgress?: ProgressRecord["take"]; signal?: AbortSignal } = {}) =>
    obtainPulumi({ env: machine.env, platform: "linux", ...extra });
  const refusal = async (options = {}): Promise<UserError> => {
    const error: unknown = await obtainPulumi({ env: machine.env, platform: "linux", ...options }).catch(
      (error: unknown) => error,
    );
    assert(error instanceof UserError, String(error));
    return error;
  };

  beforeEach(() => {
    machine = new FakeMachine();
    usual = usualSteps(machine);
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

    it("goes on where those links cannot be made", async () => {
      const folder = path.join(machine.root, "tools");
      const command = machine.installPulumi("3.300.1", { folder });
      writeFileSync(machine.cache, "a file where the folder should be");
      const env = { ...machine.env, PATH: folder };
      const { steps } = await locatePulumi({ env, platform: "linux" });
      assert.deepEqual(steps[0], {
        source: "path",
        outcome: "failed",
        detail: `${command} is 3.300.1, but lies in no bin folder. The cache folder ${machine.cache}/links cannot be made: ENOTDIR: not a directory, mkdir '${machine.cache}/links'`,
      });
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
        command: path.join(usual.entry, "bin", "pulumi"),
        version: "3.259.0",
        languageHost: path.join(usual.entry, "bin", "pulumi-language-nodejs"),
        root: usual.entry,
        source: "build",
        steps: [usual.noneOnPath, usual.noneInCache, usual.noNetwork, usual.built],
      });
      assert.deepEqual(progress.texts, [
        "path: skipped, no `pulumi` on PATH",
        `cache: skipped, ${usual.noneInCache.detail}`,
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
        `build: used, ${usual.entry}`,
      ]);
      assert.deepEqual(machine.listCache("pulumi"), ["3.259.0-3.66.0"]);
      assert.deepEqual((await obtain()).steps, [usual.noneOnPath, usual.cached()]);
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
  cache    skipped  ${usual.noneInCache.detail}
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
      assert.deepEqual((await obtain()).steps, [usual.noneOnPath, usual.cached("downloaded", folder)]);
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
});
