import { every, not, some, type Answer } from "../../evaluation/answer";
import { IDENTITY_POLICIES, type Fault } from "../../evaluation/policy-document/demand";
import type { Statement } from "../../evaluation/policy-document/document";
import { limitTarget } from "../../evaluation/policy-document/grants";
import { isEverything, isUnlimited } from "../../evaluation/policy-document/selection";
import { expandAction, isListing, takesResources } from "../../evaluation/policy-document/service-data";
import { documentRule } from "./document-rule";

/** So many actions a message names; the rest is counted. */
const NAMED = 5;

const unlimited: Fault = {
  reason: "wildcard-resource",
  is: (statement) =>
    every([
      statement.allows,
      isUnlimited(statement.resources),
      not(limitTarget(statement.conditions, (key) => key !== "aws:requestedregion")),
      takesAny(statement),
    ]),
  says: (statement) =>
    `allows ${listed(statement)} on every resource; such actions can be limited to resources`,
  fix: "name the resources by their ARNs, and put actions that know no resource into a statement of their own",
};

/** A list knows no names before it is made: what names the account whose things are listed is limited as far as it goes. */
const OF_AN_ACCOUNT = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]+:\d{12}:/;

function limitable({ actions, resources }: Statement): readonly string[] {
  const { except, open, patterns } = resources;
  const ofAccount = !except && open.length === 0 && patterns.every((pattern) => OF_AN_ACCOUNT.test(pattern));
  return actions.patterns
    .flatMap(expandAction)
    .filter((action) => takesResources(action) && !(ofAccount && isListing(action)));
}

function takesAny(statement: Statement): Answer {
  return some([isEverything(statement.actions), limitable(statement).length > 0, ...statement.actions.open]);
}

function listed(statement: Statement): string {
  const actions = [...new Set(limitable(statement))];
  if (actions.length === 0) return "every action";
  const more = actions.length - NAMED;
  return `${actions.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

export const resourcesAreNamed = documentRule({
  id: "ACC-IAM-03",
  slug: "resources-are-named",
  title: "No wildcard resource for actions that support resource-level permissions",
  severity: "medium",
  controls: {
    soc2: ["CC6.3"],
    pci: ["7.2.2", "7.2.5"],
    gdpr: ["25(2)"],
    iso27001: ["A.5.18"],
  },
  remediation: "Name the resources of actions that can be limited to resources.",
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  places: IDENTITY_POLICIES,
  faults: [unlimited],
});
