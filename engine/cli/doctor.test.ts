import assert from "node:assert/strict";
import { diagnose, type Finding } from "./doctor";
import type { Facts } from "./facts";

const GIB = 1024 ** 3;

const whole: Facts = {
  node: "22.3.0",
  npm: "11.0.0, /usr/bin/npm",
  pulumi: {
    cli: {
      command: "/usr/bin/pulumi",
      version: "3.270.0",
      languageHost: "/usr/bin/pulumi-language-nodejs",
      root: "/usr",
      source: "path",
      steps: [],
    },
    steps: [{ source: "path", outcome: "used", detail: "/usr/bin/pulumi 3.270.0" }],
    next: { possible: true, detail: "", fix: "" },
  },
  go: { usable: true, go: "/usr/bin/go", version: "1.26.8", host: {} },
  goNeeded: "1.25.11",
  git: "2.39.5, /usr/bin/git",
  helm: "3.20.2, /usr/bin/helm",
  aws: ["AWS_PROFILE"],
  plugins: {
    folder: "/home/.pulumi/plugins",
    wanted: [
      { name: "aws", version: "7.48.0" },
      { name: "grafana", version: "2.40.0", server: "github://example" },
    ],
    present: ["resource-aws-v7.48.0", "resource-grafana-v2.40.0"],
  },
  cache: { root: "/home/.cache/pharos", notWritable: undefined, entries: [] },
  memoryBytes: 8 * GIB,
  cores: 4,
};

/** The findings that differ from those on a machine where all is well. */
async function different(change: Partial<Facts>): Promise<Finding[]> {
  const usual = (await diagnose(() => Promise.resolve(whole))).map((finding) => JSON.stringify(finding));
  const found = await diagnose(() => Promise.resolve({ ...whole, ...change }));
  return found.filter((finding) => !usual.includes(JSON.stringify(finding)));
}

describe("the doctor", () => {
  it("finds everything on a whole machine", async () => {
    assert.deepEqual(await diagnose(() => Promise.resolve(whole)), [
      { what: "Node.js", status: "ok", found: "22.3.0" },
      { what: "npm", status: "ok", found: "11.0.0, /usr/bin/npm" },
      { what: "Pulumi CLI", status: "ok", found: "3.270.0 from path, /usr/bin/pulumi" },
      { what: "language host", status: "ok", found: "/usr/bin/pulumi-language-nodejs" },
      { what: "Go", status: "ok", found: "1.26.8, /usr/bin/go" },
      { what: "git", status: "ok", found: "2.39.5, /usr/bin/git" },
      { what: "helm", status: "ok", found: "3.20.2, /usr/bin/helm" },
      {
        what: "AWS credentials",
        status: "ok",
        found: "AWS_PROFILE",
        detail: "not tried: the doctor asks nothing of a network",
      },
      { what: "provider plugins", status: "ok", found: "aws 7.48.0, grafana 2.40.0" },
      { what: "cache", status: "ok", found: "/home/.cache/pharos", detail: "0 entries, 0 MiB" },
      { what: "machine", status: "ok", found: "4 cores, 8.0 GiB of memory" },
    ]);
  });

  const cases: [string, Partial<Facts>, Finding[]][] = [
    [
      "an old Node.js",
      { node: "20.18.3" },
      [
        {
          what: "Node.js",
          status: "missing",
          found: "20.18.3",
          detail: "20.19.0 or newer is needed",
          fix: "install a current Node.js (https://nodejs.org/en/download)",
        },
      ],
    ],
    [
      "a Node.js older than the SDK declares",
      { node: "20.19.0" },
      [
        {
          what: "Node.js",
          status: "ok",
          found: "20.19.0",
          detail: "npm warns that the Pulumi SDK declares 22 or newer; it works on this one too",
        },
      ],
    ],
    [
      "no npm",
      { npm: undefined },
      [
        {
          what: "npm",
          status: "missing",
          detail: "not on PATH",
          fix: "install Node.js with npm (https://nodejs.org/en/download)",
        },
      ],
    ],
    [
      "no CLI yet, and how it will come",
      {
        pulumi: {
          cli: undefined,
          steps: [
            { source: "path", outcome: "skipped", detail: "no `pulumi` on PATH" },
            { source: "cache", outcome: "skipped", detail: "nothing there" },
          ],
          next: { possible: true, detail: "the next command will build it", fix: "npx pharos preview" },
        },
      },
      [
        {
          what: "Pulumi CLI",
          status: "warning",
          detail: "path: no `pulumi` on PATH; cache: nothing there; the next command will build it",
          fix: "npx pharos preview",
        },
      ],
    ],
    [
      "no CLI, no way to get one, and no Go",
      {
        pulumi: {
          cli: undefined,
          steps: [{ source: "path", outcome: "skipped", detail: "no `pulumi` on PATH" }],
          next: { possible: false, detail: "it can be neither downloaded nor built", fix: "install it" },
        },
        go: { usable: false, reason: "no `go` on PATH" },
      },
      [
        {
          what: "Pulumi CLI",
          status: "missing",
          detail: "path: no `pulumi` on PATH; it can be neither downloaded nor built",
          fix: "install it",
        },
        {
          what: "Go",
          status: "warning",
          detail:
            "no `go` on PATH; builds the Pulumi CLI where it cannot be downloaded, and the tools of the tests",
          fix: "install Go 1.25.11 or newer (https://go.dev/dl/)",
        },
      ],
    ],
    [
      "an older Go that helps itself",
      { go: { usable: true, go: "/usr/bin/go", version: "1.22.1", host: {} } },
      [
        {
          what: "Go",
          status: "ok",
          found: "1.22.1, /usr/bin/go",
          detail: "fetches 1.25.11 by itself when it builds",
        },
      ],
    ],
    [
      "neither git nor helm nor credentials",
      { git: undefined, helm: undefined, aws: [] },
      [
        {
          what: "git",
          status: "ok",
          found: "not there",
          detail: "only needed to work on the code and to read it from a repository",
        },
        {
          what: "helm",
          status: "ok",
          found: "not there",
          detail: "only needed to render charts outside of the tests",
        },
        {
          what: "AWS credentials",
          status: "ok",
          found: "none",
          detail:
            "not needed for the sandbox; for the cloud: `aws configure sso`, or AWS_PROFILE, or AWS_ACCESS_KEY_ID",
        },
      ],
    ],
    [
      "plugins of other versions",
      { plugins: { ...whole.plugins, present: ["resource-aws-v7.47.0"] } },
      [
        {
          what: "provider plugins",
          status: "ok",
          found: "0 of 2 in /home/.pulumi/plugins",
          detail:
            "not needed for the sandbox; with the cloud Pulumi fetches at the first preview: aws 7.48.0, grafana 2.40.0",
          fix: "pulumi plugin install resource aws 7.48.0 && pulumi plugin install resource grafana 2.40.0 --server github://example",
        },
      ],
    ],
    [
      "a cache that cannot be written to, with a damaged entry",
      {
        cache: {
          root: "/c",
          notWritable: "/c cannot be written to: EACCES",
          entries: [{ folder: "/c/pulumi/it's", bytes: 5, damage: "it was never finished" }],
        },
      },
      [
        {
          what: "cache",
          status: "missing",
          found: "/c",
          detail: "/c cannot be written to: EACCES",
          fix: "set PHAROS_CACHE to a folder that you may write to",
        },
        {
          what: "cache entry",
          status: "warning",
          found: "/c/pulumi/it's",
          detail: "it was never finished",
          fix: `rm -r '/c/pulumi/it'\\''s'`,
        },
      ],
    ],
    [
      "a small machine",
      { cores: 1, memoryBytes: 2.5 * GIB },
      [
        {
          what: "machine",
          status: "warning",
          found: "1 cores, 2.5 GiB of memory",
          detail: "previews are slow below 2 cores and 4096 MiB",
        },
      ],
    ],
  ];
  for (const [what, change, expected] of cases)
    it(`tells of ${what}`, async () => assert.deepEqual(await different(change), expected));
});
