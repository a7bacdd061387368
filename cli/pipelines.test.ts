import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { ROOT } from "./flags";
import { wantedReports } from "./formats";
import { commandLine } from "./main";

const FILES = ["github.yml", "gitlab-ci.yml"];

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    {
      permissions: Record<string, string>;
      steps: { uses?: string; run?: string; env?: Record<string, string> }[];
    }
  >;
}
type Job = { script?: string[] };

function read(file: string): unknown {
  const document = parseDocument(readFileSync(path.join(ROOT, "docs", "pipelines", file), "utf8"));
  assert.deepEqual(document.errors, []);
  assert.deepEqual(document.warnings, []);
  return document.toJS();
}

const github = read("github.yml") as Workflow;
const gitlab = read("gitlab-ci.yml") as Record<string, Job>;

/** Every script that a file runs. */
const SCRIPTS: Record<string, string[]> = {
  "github.yml": Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
  "gitlab-ci.yml": Object.values(gitlab).flatMap(({ script = [] }) => script),
};

/** The calls of the command in scripts, as words. */
function calls(scripts: readonly string[]): string[][] {
  const lines = scripts.flatMap((script) => script.replaceAll(/\\\n\s*/g, "").split("\n"));
  return lines.flatMap((line) => {
    const call = /^\s*npx pharos (.*)$/.exec(line)?.[1];
    return call === undefined ? [] : [call.trim().split(/\s+/)];
  });
}

describe("the pipelines to copy", () => {
  for (const file of FILES) {
    it(`call commands that there are, with flags and formats that there are: ${file}`, () => {
      const found = calls(SCRIPTS[file]!);
      assert.deepEqual(
        found.map(([name]) => name),
        ["check"],
      );
      for (const [name, ...words] of found) {
        const command = commandLine().commands.find((candidate) => candidate.name() === name);
        const flags = new Set(command?.options.map(({ long }) => long));
        const used = words.filter((word) => word.startsWith("--"));
        assert.deepEqual(
          used.filter((flag) => !flags.has(flag)),
          [],
        );
        const after = (flag: string) =>
          words.flatMap((word, index) => (word === flag ? [words[index + 1]!] : []));
        const wanted = wantedReports(after("--format"), after("--output"));
        assert.deepEqual(
          wanted.filter(({ file: output }) => output === undefined),
          [{ format: "console" }],
        );
      }
    });
  }

  it("are the pages' table of formats and exit codes", () => {
    const page = readFileSync(path.join(ROOT, "docs", "pipelines", "README.md"), "utf8");
    const formats = [...page.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, format]) => format!);
    for (const format of formats) assert.doesNotThrow(() => wantedReports([format]));
    const help = commandLine()
      .commands.find((command) => command.name() === "check")!
      .helpInformation();
    for (const format of formats) assert.ok(help.includes(format), `the help does not name ${format}`);
    assert.equal(formats.length, 9);
  });

  it("pin every action by its version", () => {
    const actions = Object.values(github.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ uses }) => uses ?? []),
    );
    assert.equal(actions.length, 6);
    for (const action of actions)
      assert.match(action, /^(actions|github)\/[a-z-]+(\/[a-z-]+)?@v\d+\.\d+\.\d+$/);
  });

  it("give what runs a request's code the right to read, and nothing else", () => {
    assert.deepEqual(github.permissions, {});
    assert.deepEqual(github.jobs["check"]!.permissions, { contents: "read" });
    assert.deepEqual(github.jobs["tell"]!.permissions, {
      actions: "read",
      contents: "read",
      "pull-requests": "write",
      "security-events": "write",
    });
    for (const { uses, run = "" } of github.jobs["tell"]!.steps) {
      assert.doesNotMatch(run, /npm|npx|node /);
      assert.doesNotMatch(uses ?? "", /checkout/);
    }
  });

  it("never put what a stranger may choose into a script", () => {
    for (const script of SCRIPTS["github.yml"]!) assert.doesNotMatch(script, /\$\{\{/);
  });
});

describe("the comment of a pipeline", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pharos-comment-"));
  before(() => {
    mkdirSync(path.join(folder, "reports"));
    writeFileSync(path.join(folder, "reports", "pharos.md"), "<!-- pharos:check -->\n\nnew\n");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(
    script: string,
    env: Record<string, string>,
  ): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve) => {
      const child = spawn("bash", ["-e", "-c", script], { cwd: folder, env: { ...process.env, ...env } });
      let output = "";
      child.stdout.on("data", (text) => (output += String(text)));
      child.stderr.on("data", (text) => (output += String(text)));
      child.on("close", (code) => resolve({ code, output }));
    });
  }

  it("is written on GitHub once, and then updated", async () => {
    const script = SCRIPTS["github.yml"]!.find((text) => text.includes("gh api"))!;
    const said = path.join(folder, "said");
    const gh = path.join(folder, "gh");
    writeFileSync(
      gh,
      `#!/bin/sh\necho "$*" >> '${said}'\ncase "$*" in *--paginate*) printf '%s' "$OWN" ;; esac\n`,
    );
    chmodSync(gh, 0o755);
    const env = { PATH: `${folder}:${process.env["PATH"]}`, GITHUB_REPOSITORY: "acme/pharos", NUMBER: "7" };
    assert.equal((await run(script, { ...env, OWN: "" })).code, 0);
    assert.equal((await run(script, { ...env, OWN: "41\n42\n" })).code, 0);
    assert.deepEqual(
      readFileSync(said, "utf8")
        .split("\n")
        .filter((line) => line.includes("--method")),
      [
        "api --method POST repos/acme/pharos/issues/7/comments -F body=@reports/pharos.md --silent",
        "api --method PATCH repos/acme/pharos/issues/comments/41 -F body=@reports/pharos.md --silent",
      ],
    );
  });

  it("is written on GitLab once, and then updated wherever it stands", async () => {
    const script = SCRIPTS["gitlab-ci.yml"]!.find((text) => text.includes("SCRIPT"))!;
    const pages = [[{ id: 1, body: "hello" }], [] as { id: number; body: string }[]];
    const writes: string[] = [];
    const server = createServer((request, response) => {
      void answer(request).then((text) => {
        const page = Number(new URL(request.url!, "http://localhost").searchParams.get("page"));
        if (page === 1) response.setHeader("x-next-page", "2");
        response.end(text);
      });
    });
    async function answer(request: IncomingMessage): Promise<string> {
      let body = "";
      for await (const part of request) body += String(part);
      if (request.headers["private-token"] !== "token") return "{}";
      if (request.method === "GET") {
        const page = Number(new URL(request.url!, "http://localhost").searchParams.get("page"));
        return JSON.stringify(pages[page - 1]);
      }
      writes.push(`${request.method} ${request.url} ${body}`);
      return "{}";
    }
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const env = {
        CI_API_V4_URL: `http://127.0.0.1:${port}/api`,
        CI_PROJECT_ID: "3",
        CI_MERGE_REQUEST_IID: "7",
        PHAROS_COMMENT_TOKEN: "token",
      };
      const first = await run(script, env);
      assert.equal(first.code, 0, first.output);
      pages[1]!.push({ id: 9, body: "<!-- pharos:check -->\n\nold" });
      const second = await run(script, env);
      assert.equal(second.code, 0, second.output);
      const body = JSON.stringify({ body: "<!-- pharos:check -->\n\nnew\n" });
      const notes = "/api/projects/3/merge_requests/7/notes";
      assert.deepEqual(writes, [`POST ${notes} ${body}`, `PUT ${notes}/9 ${body}`]);
    } finally {
      server.close();
    }
  });
});
