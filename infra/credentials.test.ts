import assert from "node:assert/strict";
import { judge } from "../policies/evaluation/judge";
import { noCredentialsInClear } from "../policies/rules/access/acc-sec-01";
import { resourceFrom } from "../policies/testing/resources";
import { recordStack, STACKS } from "./testing/stacks";

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("credentials", function () {
  this.timeout(PATIENCE_MS);

  for (const stack of STACKS) {
    it(`stand in clear nowhere in what ${stack} registers, and no name of one is taken for it`, async () => {
      const { resources } = await recordStack(stack);
      const judged = resources.filter(({ type }) => noCredentialsInClear.types.includes(type));
      assert.ok(judged.some(({ name }) => name === "logs-bootstrap-program"));
      const found = judged
        .flatMap(({ type, name, inputs }) =>
          judge(noCredentialsInClear, resourceFrom({ type, name, inputs }), { valid: [], faults: [] }),
        )
        .filter(({ outcome }) => outcome.kind === "violation");
      assert.deepEqual(found, []);
    });
  }
});
