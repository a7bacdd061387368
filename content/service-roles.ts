import { table } from "./markdown-table";

/** A role of a stack, with its documents as they are registered. */
export interface RegisteredRole {
  readonly stack: string;
  /** Name in AWS. */
  readonly name: string;
  readonly trust: string;
  readonly policies: readonly string[];
  /** ARNs of policies of AWS's own. */
  readonly managed: readonly string[];
}

/** File with what the roles may do that no workload has, relative to the project's root. */
export const SERVICE_ROLES_FILE = "docs/service-roles.md";

const INTRODUCTION = `# Roles of services

<!-- Made by content/service-roles.ts from what the three stacks register; PHAROS_UPDATE_GOLDEN=1 npm run test:unit writes it. Do not edit by hand. -->

What AWS's services may do for the platform, and nothing more. Roles of workloads are in [Permissions](permissions.md). A role of three stacks
stands here once: \`{stack}\` is the stack's region, \`{replica}\` that of its copies, other names in braces are keys and roles of the program.
A role that only some stacks have names them.
`;

interface Statement {
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Effect: string;
  readonly Principal?: { readonly Service?: readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Beginning of the names of workloads' roles, which have a page of their own. */
const WORKLOAD = "-pod-";

/** Whether a role is that of a workload, by its name. */
export function isOfWorkload({ name }: RegisteredRole): boolean {
  return name.includes(WORKLOAD);
}

/** The page: a section for each role. */
export function serviceRolesPage(
  roles: readonly RegisteredRole[],
  replicaOf: Readonly<Record<string, string | undefined>>,
): string {
  const stacks = [...new Set(roles.map(({ stack }) => stack))];
  const sections = new Map<string, Map<string, { row: string[]; stacks: string[] }>>();
  for (const role of roles.filter((each) => !isOfWorkload(each))) {
    const { title, rows } = sectionOf(role, replicaOf[role.stack]);
    const known = sections.get(title) ?? new Map<string, { row: string[]; stacks: string[] }>();
    sections.set(title, known);
    for (const row of rows) {
      const before = known.get(JSON.stringify(row))?.stacks ?? [];
      known.set(JSON.stringify(row), { row, stacks: [...before, role.stack] });
    }
  }
  const texts = [...sections]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([title, rows]) => {
      const lines = [...rows.values()].map(({ row, stacks: having }) => [
        ...row,
        having.length === stacks.length ? "every stack" : having.join(", "),
      ]);
      return `${title}\n\n${table(["Actions", "On", "Only if", "In"], lines)}`;
    });
  return [INTRODUCTION, ...texts].join("\n");
}

/** A row for each statement, and one for each policy of AWS's own. */
function sectionOf(role: RegisteredRole, replica: string | undefined): { title: string; rows: string[][] } {
  const generic: Rename = (text) => withoutPlace(text, role.stack, replica);
  const takers = statementsOf(role.trust).map(
    ({ Principal, Condition }) =>
      `${(Principal?.Service ?? []).map(generic).join(", ")}${Condition === undefined ? "" : ` if ${conditions(Condition, generic)}`}`,
  );
  return {
    title: `## ${generic(role.name)}\n\nTaken by ${takers.join("; ")}.`,
    rows: [
      ...role.policies
        .flatMap(statementsOf)
        .map(({ Effect, Action, Resource, Condition }) => [
          `${Effect === "Allow" ? "" : "never "}${code(Action, generic)}`,
          code(Resource ?? [], generic),
          Condition === undefined ? "always" : conditions(Condition, generic),
        ]),
      ...role.managed.map((arn) => [`those of ${arn.split("/").at(-1) ?? arn}`, "as AWS says", "always"]),
    ],
  };
}

type Rename = (text: string) => string;

/** What is not known before it is made stands in the test's ARNs by its name. */
const MADE = /arn:of:([a-z0-9-]+)/g;
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;

function withoutPlace(text: string, stack: string, replica: string | undefined): string {
  const named = text.replaceAll(stack, "{stack}").replace(MADE, "{$1}").replace(ACCOUNT, "{account}");
  return replica === undefined ? named : named.replaceAll(replica, "{replica}");
}

function statementsOf(policy: string): readonly Statement[] {
  return (JSON.parse(policy) as { Statement: readonly Statement[] }).Statement;
}

function conditions(block: NonNullable<Statement["Condition"]>, rename: Rename): string {
  return Object.entries(block)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `\`${key}\` ${operator} ${code(values, rename)}`),
    )
    .join("; ");
}

/** Sorted after they were renamed, so that the same stands for every stack. */
function code(values: readonly string[], rename: Rename): string {
  return values
    .map(rename)
    .sort()
    .map((value) => `\`${value}\``)
    .join(" ");
}
