import assert from "node:assert/strict";
import { judge } from "../../evaluation/judge";
import { resourceFrom, UNKNOWN } from "../../testing/resources";
import { peopleAndWorkloadsAreFederated } from "./acc-iam-09";

const said = (type: string, inputs: unknown) =>
  judge(
    peopleAndWorkloadsAreFederated,
    resourceFrom({ type: `aws:iam/${type}`, name: "it", inputs: inputs as Record<string, unknown> }),
    { valid: [], faults: [] },
  ).map(({ outcome }) =>
    outcome.kind === "violation" ? `${outcome.reason}: ${outcome.message}` : outcome.kind,
  );

/** No such resource complies, whatever it says: there is nothing to be determined. */
describe("ACC-IAM-09", () => {
  const REQUIRED = "only identities that expire are allowed";
  for (const inputs of [{}, { name: "ada" }, { name: UNKNOWN }, { forceDestroy: true }])
    it(`refuses a user, ${JSON.stringify(inputs)}`, () => {
      assert.deepEqual(said("user:User", inputs), [
        `user: an IAM user keeps its rights until somebody thinks of it; ${REQUIRED}`,
      ]);
    });
  it("refuses a password", () => {
    assert.deepEqual(said("userLoginProfile:UserLoginProfile", { user: "ada" }), [
      `login-profile: a password for the console lasts until somebody changes it; ${REQUIRED}`,
    ]);
  });
  for (const user of ["ada", UNKNOWN, undefined, 7, {}])
    it(`refuses an access key of ${JSON.stringify(user) ?? "nobody"}`, () => {
      assert.deepEqual(said("accessKey:AccessKey", { user }), [
        `access-key: an access key lasts until somebody deletes it; ${REQUIRED}`,
      ]);
    });
  it("refuses an access key of the root user", () => {
    assert.deepEqual(said("accessKey:AccessKey", { user: "root", status: "Inactive" }), [
      `root-access-key: an access key of the root user may do everything, and no policy can limit it; ${REQUIRED}`,
    ]);
  });
});
