import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { assertFreshBuild } from "./fresh-build";

const ROOT = path.resolve(__dirname, "..", "..");
const { hashSources, listSources } = createRequire(path.join(ROOT, "package.json"))(
  "./engine/build/sources.js",
) as {
  hashSources: (root: string) => string;
  listSources: (root: string) => string[];
};

describe("fresh build", () => {
  let root: string;
  const build = (): string => path.join(root, "dist");
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const stamp = (): void => write("dist/.build.json", JSON.stringify({ sources: hashSources(root) }));

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "pharos fresh build ")); // a path with spaces
    cpSync(
      path.join(ROOT, "engine", "build", "sources.js"),
      path.join(root, "engine", "build", "sources.js"),
    );
    for (const file of ["package.json", "tsconfig.json", "tsconfig.build.json", "package-lock.json"])
      write(file, "{}");
    write("infra/index.ts", "export {};");
    write("content/facts/table.json", "[1]");
    stamp();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const stale = {
    name: "UserError",
    message: "the compiled program in dist/ was built from other sources than those beside it",
    fix: "npm run build",
  };

  it("is let through", () => assert.doesNotThrow(() => assertFreshBuild(build(), root)));

  for (const [what, change] of Object.entries<() => void>({
    "a changed source": () => write("infra/index.ts", "export {} ;"),
    "a new source": () => write("components/network/new.ts", ""),
    "a renamed source": () => {
      rmSync(path.join(root, "infra", "index.ts"));
      write("infra/main.ts", "export {};");
    },
    "a changed fact": () => write("content/facts/table.json", "[2]"),
    "another version of a library": () => write("package-lock.json", "{ }"),
  })) {
    it(`is refused after ${what}`, () => {
      change();
      assert.throws(() => assertFreshBuild(build(), root), stale);
    });
  }

  it("does not depend on tests, documents, hidden folders or times", () => {
    write("infra/index.test.ts", "");
    write("infra/golden/us-east-1.txt", "");
    write("infra/.cache/a.ts", "");
    write("docs/a.ts", "");
    write("infra/index.ts", "export {};");
    assert.doesNotThrow(() => assertFreshBuild(build(), root));
  });

  it("is refused without a stamp, or with half of one", () => {
    const unknown = {
      ...stale,
      message: "the compiled program in dist/ says of no sources that it was built from them",
    };
    write("dist/.build.json", '{"sour');
    assert.throws(() => assertFreshBuild(build(), root), unknown);
    rmSync(path.join(build(), ".build.json"));
    assert.throws(() => assertFreshBuild(build(), root), unknown);
  });

  it("sees the program's own sources, sorted", () => {
    const sources = listSources(ROOT);
    assert.ok(sources.includes("infra/index.ts") && sources.includes("tsconfig.json"));
    assert.deepEqual(sources, [...sources].sort());
    assert.deepEqual(
      sources.filter((file) => file.endsWith(".test.ts")),
      [],
    );
  });
});
