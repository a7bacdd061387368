import { every, isOpen, not, some, type Answer } from "../../evaluation/answer";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";

const WORKSPACE = "aws:grafana/workspace:Workspace";
const ROLE = "aws:grafana/roleAssociation:RoleAssociation";

const PROVIDERS = ["AWS_SSO", "SAML"];
const ADMIN = "ADMIN";

export const grafanaIsForEmployeesOnly: StackRule = {
  id: "ACC-AMG-01",
  slug: "grafana-is-for-employees-only",
  title: "Managed Grafana uses SSO/SAML and restricted network access",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC6.2"],
    pci: ["7.2.1", "8.4.2", "1.3.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.16", "A.8.5", "A.8.3"],
  },
  scope: "stack",
  types: [WORKSPACE, ROLE],
  siblings: [],
  remediation:
    "Use AWS_SSO or SAML, name endpoints or prefix lists in networkAccessControl, and give ADMIN to some groups only.",
  url: "https://docs.aws.amazon.com/grafana/latest/userguide/AMG-configure-nac.html",
  check: (resource, stack) =>
    resource.type === WORKSPACE
      ? allOf([...judgeProviders(resource.inputs), judgeNetwork(resource.inputs)])
      : judgeAdministrators(resource, stack),
};

function judgeProviders(inputs: Reader): readonly Outcome[] {
  const list = inputs.at("authenticationProviders").list();
  if (list.state === "unknown") return [undetermined(list)];
  const providers = list.state === "value" ? list.value : [];
  if (providers.length === 0) {
    return [
      violation("no-provider", {
        message: `'authenticationProviders' names none; ${PROVIDERS.join(" or ")} is required`,
        fix: "set authenticationProviders to AWS_SSO or SAML",
        property: "authenticationProviders",
      }),
    ];
  }
  return providers.map((place) => {
    const provider = place.filledText();
    if (provider.state === "unknown") return undetermined(provider);
    if (provider.state === "value" && PROVIDERS.includes(provider.value)) return pass;
    return violation("other-provider", {
      message: `'${place.path}' is ${provider.state === "value" ? `'${provider.value}'` : "empty"}; only ${PROVIDERS.join(" and ")} are allowed`,
      fix: "set authenticationProviders to AWS_SSO or SAML",
      property: place.path,
    });
  });
}

function judgeNetwork(inputs: Reader): Outcome {
  const lists = ["vpceIds", "prefixListIds"].map((name) => inputs.at("networkAccessControl", name).list());
  if (lists.some((list) => list.state === "value" && list.value.length > 0)) return pass;
  for (const list of lists) if (list.state === "unknown") return undetermined(list);
  return violation("open-network", {
    message:
      "'networkAccessControl' names neither VPC endpoints nor prefix lists, so that the workspace answers on the whole internet; named ones are required",
    fix: "set networkAccessControl.vpceIds, or prefixListIds of the networks that your people come from",
    property: "networkAccessControl",
  });
}

/** An ADMIN sees and changes every dashboard, data source and user: where every group is one, nobody is kept from anything. */
function judgeAdministrators(association: Resource, stack: Stack): Outcome {
  const groups = association.inputs.at("groupIds").list();
  const count = groups.state === "value" ? groups.value.length : 0;
  const others = stack.ofType(ROLE).filter(({ urn }) => urn !== association.urn);
  const everybody = every([
    isAdmin(association),
    groups.state === "unknown" ? groups : count >= 2,
    not(some(others.map((other) => every([not(isAdmin(other)), namesGroup(other)])))),
  ]);
  if (isOpen(everybody)) return undetermined(everybody);
  if (!everybody) return pass;
  return violation("everybody-administers", {
    message: `every group that the stack lets into Grafana (${count}) is ${ADMIN}; at least one has to be EDITOR or VIEWER`,
    fix: "give ADMIN to the group that runs Grafana, and VIEWER or EDITOR to the others",
    property: "role",
  });
}

function isAdmin({ inputs }: Resource): Answer {
  const role = inputs.at("role").filledText();
  return role.state === "unknown" ? role : role.state === "value" && role.value === ADMIN;
}

function namesGroup({ inputs }: Resource): Answer {
  const groups = inputs.at("groupIds").list();
  return groups.state === "unknown" ? groups : groups.state === "value" && groups.value.length > 0;
}
