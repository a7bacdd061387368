import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Recording } from "../components/testing/record";
import {
  isOfWorkload,
  type RegisteredRole,
  SERVICE_ROLES_FILE,
  serviceRolesPage,
} from "../content/service-roles";
import { workloadNames } from "../content/workload-identities";
import { loadSettings } from "../stacks/load-settings";
import { permissionsDocs } from "../stacks/permissions-docs";
import { recordStacks, STACKS } from "./testing/stacks";

const ROOT = path.resolve(__dirname, "..", "..");
const FILE = path.join(ROOT, SERVICE_ROLES_FILE);
/** Set it to accept a change, as for the golden lists. */
const UPDATE = process.env["PHAROS_UPDATE_GOLDEN"] === "1";

/** The roles of a stack, with what hangs on them: by their names, since a policy names its role. */
function rolesOf(stack: string, recording: Recording): RegisteredRole[] {
  const attached = (type: string, role: string, property: string): string[] =>
    recording
      .ofType(type)
      .filter(({ inputs }) => inputs["role"] === role)
      .map(({ inputs }) => String(inputs[property]));
  return recording.ofType("aws:iam/role:Role").map(({ inputs }) => {
    const name = String(inputs["name"]);
    return {
      stack,
      name,
      trust: String(inputs["assumeRolePolicy"]),
      policies: attached("aws:iam/rolePolicy:RolePolicy", name, "policy"),
      managed: attached("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, "policyArn"),
    };
  });
}

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("pages of permissions", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  let roles: RegisteredRole[];
  const replicas = Object.fromEntries(
    STACKS.map((stack) => [stack, loadSettings(ROOT, stack).settings.replicaRegion]),
  );
  before(async () => {
    recordings = await recordStacks();
    roles = [...recordings].flatMap(([stack, recording]) => rolesOf(stack, recording));
  });

  it(`${SERVICE_ROLES_FILE} is current (PHAROS_UPDATE_GOLDEN=1 writes it)`, () => {
    const page = serviceRolesPage(roles, replicas);
    if (UPDATE) writeFileSync(FILE, page);
    assert.equal(page, readFileSync(FILE, "utf8"));
  });

  it("cover every role of every stack, and every role has permissions to show", () => {
    const services = serviceRolesPage(roles, replicas);
    const workloads = permissionsDocs();
    const missing = roles.filter((role) => {
      const workload = workloadNames.find((name) => role.name.endsWith(`-pod-${name}`));
      if (isOfWorkload(role)) return workload === undefined || !workloads.includes(`\n| ${workload} `);
      return !services.includes(`\n## ${role.name.replaceAll(role.stack, "{stack}")}\n`);
    });
    assert.deepEqual(missing, []);
    assert.ok(roles.length > 70, `${roles.length} roles`);
    assert.deepEqual(
      roles.filter(({ policies, managed }) => policies.length + managed.length === 0),
      [],
    );
  });

  it("hang no policy on a role that is not there", () => {
    const counted = roles.reduce((sum, { policies, managed }) => sum + policies.length + managed.length, 0);
    const registered = [...recordings.values()].flatMap((recording) => [
      ...recording.ofType("aws:iam/rolePolicy:RolePolicy"),
      ...recording.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
    ]);
    assert.equal(counted, registered.length);
  });

  it("show a right that a role is given besides", () => {
    const [first, ...others] = roles.filter((role) => !isOfWorkload(role));
    assert.ok(first);
    const policy = JSON.stringify({
      Statement: [{ Action: ["s3:GetObject"], Effect: "Allow", Resource: ["*"] }],
    });
    const page = serviceRolesPage([{ ...first, policies: [...first.policies, policy] }, ...others], replicas);
    assert.match(page, /\| `s3:GetObject` +\| `\*` +\| always +\| us-east-1 +\|/);
  });
});
