import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { registered, type Irreversible, type Run } from "../model";
import { renderReport } from "./html";
import { StackBuilder, policyOutcome, stackRun } from "./testing/builder";
import { exampleRun, exampleTopology } from "./testing/run";
import { idsOf, markupMistakes, TROUBLESOME } from "./testing/well-formed";

/** The text that a reader sees, without tags, styles and scripts. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

/** A run in which every text that comes from elsewhere is `text`. */
function runOf(text: string): Run {
  const builder = new StackBuilder("us-east-1");
  const component = builder.component("pharos:network:Network", text);
  const urn = builder.add(`aws:ec2/${text}:Vpc`, text, component, {
    operation: text,
    protect: true,
    inputs: { [text]: text, nested: [text] },
    diff: [text],
    source: { file: text, line: 1, column: 1 },
  });
  const finding = { rule: text, urn, message: text, property: text, fix: text, waiver: text, related: text };
  const stack = stackRun(builder, {
    stack: text,
    role: "hub",
    jurisdiction: text,
    diagnostics: [{ severity: text, message: text, urn }],
    unknownHubOutputs: [text],
    cannotBeUndone: [{ urn, name: text, what: text, until: text, why: text, already: false }],
    policies: {
      ...policyOutcome(
        [
          {
            id: text,
            title: text,
            pack: text,
            severity: text,
            level: text,
            controls: { [text]: [text] },
            remediation: text,
            satisfied: 1,
          },
        ],
        (["violated", "undetermined", "waived"] as const).map((state) => ({ ...finding, state })),
        [text],
      ),
      warnings: [text],
      complete: false,
    },
  });
  const seen = { role: "hub" as const, jurisdiction: text, cidr: text };
  return { ...exampleRun(), stacks: [stack], topology: { hub: "us-east-1", regions: { "us-east-1": seen } } };
}

describe("the report", () => {
  const html = renderReport(exampleRun());

  it("is a well-formed page", () => {
    assert.match(html, /^<!doctype html>\n<html lang="en">\n/);
    assert.deepEqual(markupMistakes(html), []);
    const ids = idsOf(html);
    assert.equal(new Set(ids).size, ids.length, "every id once");
  });

  it("has a place for everything it links to", () => {
    const ids = new Set(idsOf(html));
    const targets = [...html.matchAll(/href="#([^"]*)"/g)].map(([, target]) => target ?? "");
    assert.ok(targets.length > 20);
    assert.deepEqual(
      targets.filter((target) => !ids.has(target)),
      [],
    );
  });

  it("loads nothing and sends nothing", () => {
    assert.doesNotMatch(html, /<(link|iframe|object|embed|img|audio|video|base)\b/);
    assert.doesNotMatch(html, /\ssrc=|@import|url\(|fetch\(|XMLHttpRequest|\sstyle="|\son[a-z]+="/);
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
    const digest = createHash("sha256").update(script).digest("base64");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
      .exec(html)?.[1]
      ?.replaceAll("&#39;", "'");
    assert.equal(
      policy,
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
    );
    const addresses = [...html.matchAll(/(?:href|xmlns)="(?!#)([^"]*)"/g)].map(([, address]) => address);
    assert.deepEqual(addresses, ["http://www.w3.org/2000/svg"]);
  });

  it("begins with the whole in a few numbers", () => {
    const text = textOf(html);
    for (const part of [
      "Pharos preview 2026-03-02 09:41 UTC · sandbox, no cloud was touched · 41.3 s · 134 to create, 2 to read",
      "3 stacks previewed without an error; nothing was changed. 1 advisory violation should be looked at.",
      "Regions 3 1 hub, 2 spokes",
      "Resources 115 and 21 components Evaluations",
      "Evaluations 32 by 4 rules",
      "Violations 1 0 mandatory",
      "Undetermined 3",
      "Waived 1",
      "Cannot be undone 9",
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it("says of a violation which rule, which resource, which line, what to change", () => {
    const article = textOf(/<article class="finding[\s\S]*?<\/article>/.exec(html)?.[0] ?? "").trim();
    assert.equal(
      article,
      "WRK-PSS-01 Namespaces enforce a Pod Security Standard advisory eu-west-1 · eu-west-1-security · components/cluster/namespaces.ts:30 · metadata.labels Namespace &quot;security&quot; enforces no Pod Security Standard: the label pod-security.kubernetes.io/enforce is absent. Fix: Set the label pod-security.kubernetes.io/enforce to &quot;privileged&quot;, which Falco needs, and say so in the namespace table.",
    );
  });

  it("lists the controls of every framework in the order of their numbers", () => {
    const section = html.slice(html.indexOf('id="controls"'), html.indexOf('id="cannot-be-undone"'));
    assert.deepEqual(
      [...section.matchAll(/<h3>([^<]*)<\/h3>|<th scope="row">([^<]*)<\/th>/g)].map(
        ([, framework, control]) => framework ?? `  ${control ?? ""}`,
      ),
      [
        "SOC 2",
        ...["  C1.1", "  CC6.1", "  CC6.6", "  CC6.8", "  CC7.2"],
        "PCI DSS 4.0.1",
        ...["  1.3.1", "  3.5.1", "  3.6.1.2", "  10.5.1"],
        "GDPR",
        "  32(1)(a)",
        "ISO 27001:2022",
        ...["  A.5.33", "  A.8.9", "  A.8.15", "  A.8.20", "  A.8.24"],
        "SEC 17a-4 / FINRA",
        ...["  17a-4(f)(2)(i)(B)", "  4511(c)"],
      ],
    );
  });

  it("shows every resource once in the tree of its components", () => {
    const ids = idsOf(html).filter((id) => /^r\d+-\d+$/.test(id));
    const resources = exampleRun().stacks.flatMap((stack) => registered(stack));
    assert.equal(ids.length, resources.length);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("holds no secret", () => {
    assert.ok(!html.includes("do-not-print-me"));
    assert.match(html, /routing-key: \(secret\)/);
    assert.match(html, /adminPassword: \(secret\)/);
  });

  it("is the same for the same run, in whatever order the engine went", () => {
    assert.equal(renderReport(exampleRun()), html);
    const shuffled = exampleRun();
    for (const stack of shuffled.stacks) {
      const [root, ...others] = stack.resources;
      stack.resources = [...others.reverse(), ...(root === undefined ? [] : [root])];
    }
    assert.equal(renderReport(shuffled), html);
  });

  it("escapes everything that comes from elsewhere", () => {
    const bad = `"><img src=x onerror=alert(1)></script></style><!-- '&`;
    const page = renderReport(runOf(bad));
    assert.deepEqual(markupMistakes(page), []);
    assert.ok(!page.includes("<img"));
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.ok(!page.includes("<!--"));
  });

  it("takes names that every object has for what they are: data", () => {
    for (const name of ["constructor", "__proto__", "toString"]) {
      const page = renderReport(runOf(name));
      assert.deepEqual(markupMistakes(page), []);
      assert.ok(!page.includes("native code"), name);
    }
  });

  it("stays well-formed whatever the texts are", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...TROUBLESOME), minLength: 1 }), (text) =>
        assert.deepEqual(markupMistakes(renderReport(runOf(text))), []),
      ),
      { numRuns: 20 },
    );
  });

  it("links a rule's page only where its address is https", () => {
    const run = (url: string): string => {
      const base = runOf("x");
      for (const rule of base.stacks[0]?.policies.rules ?? []) rule.url = url;
      return renderReport(base);
    };
    assert.match(run("https://example.com/rules"), /href="https:\/\/example\.com\/rules"/);
    assert.doesNotMatch(run("javascript:alert(1)"), /javascript:/);
  });

  it("tells what changes in a stack that exists already", () => {
    const builder = new StackBuilder("us-east-1", "same");
    builder.add("aws:eks/cluster:Cluster", "eks", builder.root, { operation: "update", diff: ["version"] });
    builder.add("aws:ec2/vpc:Vpc", "old", builder.root, { operation: "delete" });
    const page = renderReport({
      ...exampleRun(),
      stacks: [stackRun(builder, { role: "hub", jurisdiction: "US" })],
    });
    const table = textOf(
      /<caption>Resources of us-east-1 that change[\s\S]*?<\/table>/.exec(page)?.[0] ?? "",
    ).trim();
    assert.equal(
      table,
      "Resources of us-east-1 that change Operation Resource Kind Properties ~ to update eks EKS cluster version − to delete old VPC",
    );
    assert.ok(textOf(page).includes("Changes: 1 to update, 1 to delete, 1 unchanged."));
  });

  it("says plainly where nothing changes, and only there", () => {
    const page = (operation: string, kind: Run["kind"]): string =>
      textOf(
        renderReport({
          ...exampleRun(),
          kind,
          stacks: [stackRun(new StackBuilder("us-east-1", operation), { role: "hub", jurisdiction: "US" })],
        }),
      );
    assert.match(page("same", "preview"), / Changes: no changes, 1 unchanged\. /);
    assert.match(page("create", "preview"), / Changes: 1 to create; nothing of it exists yet\. /);
    assert.match(page("create", "up"), / Changes: 1 created\. /);
  });

  it("puts violations that differ in nothing but the resource together", () => {
    const run = runOf("x");
    const [stack] = run.stacks;
    assert.ok(stack);
    const lock = { file: "infra/lock.ts", line: 3, column: 1 };
    const builder = new StackBuilder("us-east-1");
    const related = builder.add("aws:kms/key:Key", "key", builder.root, { source: lock });
    const findings = ["a", "b"].map((name) => ({
      rule: "x",
      state: "violated" as const,
      urn: builder.add("aws:s3/bucket:Bucket", name),
      message: "no key",
      related,
    }));
    stack.policies.findings = findings;
    stack.resources = builder.resources;
    const articles = [...renderReport(run).matchAll(/<article class="finding[\s\S]*?<\/article>/g)].map(
      ([article]) => textOf(article).trim(),
    );
    assert.deepEqual(articles, [
      "x x x x · a To be changed: key · infra/lock.ts:3 x · b To be changed: key · infra/lock.ts:3 no key Fix: x",
    ]);
  });

  it("lists what cannot be undone with its end, and counts what a setting guards", () => {
    const builder = new StackBuilder("us-east-1");
    const key = builder.add("aws:kms/key:Key", "key", builder.root, { protect: true });
    builder.component("pharos:network:Network", "not counted");
    for (const resource of builder.resources) resource.protect ||= !resource.custom;
    const item = (what: string, already: boolean): Irreversible => ({
      urn: key,
      name: "key",
      what,
      until: "30 days",
      why: "because",
      already,
    });
    const page = textOf(
      renderReport({
        ...exampleRun(),
        stacks: [
          stackRun(builder, {
            role: "hub",
            jurisdiction: "US",
            cannotBeUndone: [item("was so", true), item("is new", false)],
          }),
        ],
      }),
    );
    const told = /Cannot be undone What nobody[\s\S]*? details\./.exec(page)?.[0];
    assert.equal(
      told,
      "Cannot be undone What nobody can take back once the run has ended, for how long, and what makes it so: 1 new, 1 already so. Locks, waiting periods and losses in all stacks What Until Because of Since Resources is new 30 days because this run key us-east-1 was so 30 days because before key us-east-1 Besides, 1 resource is guarded: a destroy leaves it until somebody changes the setting that guards it. Each says so among its details.",
    );
    assert.ok(page.includes("Guards Pulumi refuses to delete or replace it (protect: true)"));
  });

  it("tells messages that help, and only those", () => {
    const run = runOf("x");
    const [stack] = run.stacks;
    assert.ok(stack);
    stack.policies.findings = [];
    stack.diagnostics = [
      { severity: "warning", message: "take care" },
      { severity: "info", message: "installing" },
      { severity: "warning", message: "1 output of the hub us-east-1 not known yet: service" },
      { severity: "error", message: "code: 255" },
      { severity: "error", message: "broken" },
    ];
    const table = /<caption>Errors and warnings[\s\S]*?<\/table>/.exec(renderReport(run))?.[0] ?? "";
    assert.equal(
      textOf(table).trim(),
      "Errors and warnings of the engine, the providers and the program Severity Stack Resource Message error x broken warning x take care",
    );
  });

  it("does not claim that rules hold which could not judge", () => {
    const base = runOf("x");
    const page = (change: (stack: Run["stacks"][number]) => void): string => {
      const run = structuredClone(base);
      for (const stack of run.stacks) {
        stack.policies.complete = true;
        for (const rule of stack.policies.rules) rule.violations = 0;
        change(stack);
      }
      return textOf(renderReport(run));
    };
    assert.ok(page(() => undefined).includes("an error; nothing was changed. No rule is violated. Regions"));
    assert.ok(
      page((stack) => (stack.policies.complete = false)).includes(
        "No rule is violated by what could be judged. Regions",
      ),
    );
    assert.ok(
      page((stack) => (stack.outcome = "failed")).includes(
        "x failed. No rule is violated by what could be judged. Regions",
      ),
    );
  });

  it("says so where no rule was applied, nothing is bound and a stack failed", () => {
    const builder = new StackBuilder("us-east-1");
    const page = textOf(
      renderReport({
        ...exampleRun(),
        topology: exampleTopology,
        stacks: [stackRun(builder, { role: "hub", jurisdiction: "US", outcome: "failed" })],
      }),
    );
    for (const part of [
      "us-east-1 failed. No rules were applied.",
      "No policy pack was applied in this run.",
      "Nothing: no locks, no waiting periods, no data is lost.",
    ]) {
      assert.ok(page.includes(part), part);
    }
  });
});
