import { every, some, type Answer } from "../../evaluation/answer";
import type { Statement } from "../../evaluation/policy-document/document";
import { IDENTITY_POLICIES, type Fault } from "../../evaluation/policy-document/demand";
import { documentRule } from "./document-rule";

const everything: Fault = {
  reason: "every-action",
  is: (statement) => names(statement, isEverything),
  says: () =>
    "allows every action of every service, those of the future included; named actions are required",
  fix: "name the actions that are needed",
};

const wholeService: Fault = {
  reason: "service-wildcard",
  is: (statement) => names(statement, isWholeService),
  says: ({ actions }) =>
    `allows ${actions.patterns
      .filter(isWholeService)
      .map((pattern) => `'${pattern}'`)
      .join(
        ", ",
      )}, which is every action of the service, those of the future included; named actions, or a prefix such as logs:Describe*, are required`,
  fix: "name the actions that are needed",
};

const allButSome: Fault = {
  reason: "not-action",
  is: ({ allows, actions }) => every([allows, actions.except]),
  says: () =>
    "allows with NotAction, which gives every action of every service but the named, those of the future included; only Action is allowed",
  fix: "name what is allowed in Action",
};

function names({ allows, actions }: Statement, accepts: (pattern: string) => boolean): Answer {
  return every([allows, !actions.except, some([actions.patterns.some(accepts), ...actions.open])]);
}

function isEverything(pattern: string): boolean {
  return /^(\*+:)?\*+$/.test(pattern);
}

function isWholeService(pattern: string): boolean {
  return !isEverything(pattern) && /^[A-Za-z0-9*-]+:\*+$/.test(pattern);
}

export const noServiceWideWildcards = documentRule({
  id: "ACC-IAM-02",
  slug: "no-service-wide-wildcards",
  title: "No service-wide wildcard actions",
  severity: "high",
  controls: {
    soc2: ["CC6.3"],
    pci: ["7.2.2", "7.2.5"],
    gdpr: ["25(2)"],
    iso27001: ["A.8.2", "A.5.18"],
  },
  remediation: "Name the actions that are needed, or a prefix of them such as logs:Describe*.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  places: IDENTITY_POLICIES,
  faults: [everything, wholeService, allButSome],
});
