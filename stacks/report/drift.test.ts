import * as assert from "node:assert/strict";
import type { StackDrift } from "../drift/model";
import { renderDrift } from "./drift";

const stack = (more: Partial<StackDrift>): StackDrift => ({
  stack: "us-east-1",
  outcome: "ok",
  errors: [],
  resources: 3,
  drifted: [],
  computedOnly: 0,
  ...more,
});

function told(...stacks: StackDrift[]): string {
  return renderDrift({ stacks, startedAt: "2026-03-02T09:41:07.120Z", seconds: 1 });
}

describe("drift for a terminal", () => {
  it("names resource, owner, component, and each field then and now", () => {
    const about = { type: "aws:kms/key:Key", owner: "security", component: "pharos:data:Key audit" };
    assert.equal(
      told(
        stack({
          drifted: [
            {
              urn: "u",
              name: "audit-key",
              change: "changed",
              fields: [{ path: "tags.owner", was: '"a\u001b[31m"', is: "(absent)" }],
              ...about,
            },
            { urn: "v", type: "aws:kms/alias:Alias", name: "alias", change: "missing", fields: [] },
          ],
          computedOnly: 2,
        }),
        stack({ stack: "eu-west-1" }),
      ),
      `us-east-1: 2 of 3 resources drifted
  changed  aws:kms/key:Key audit-key  (owner security, part of pharos:data:Key audit)
    tags.owner: "a [31m" → (absent)
  missing  aws:kms/alias:Alias alias
  not counted: 2 resources of which only computed values differ

eu-west-1: no drift in 3 resources`,
    );
  });

  it("does not claim that there is none where it could not look, or where there is nothing", () => {
    assert.equal(
      told(stack({ outcome: "failed", errors: ["no\ncredentials"], resources: 1 })),
      "us-east-1: no drift in 1 resource that could be looked at\n  error: no credentials",
    );
    assert.equal(told(stack({ resources: 0 })), "us-east-1: nothing is deployed");
  });
});
