import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { grafanaIsForEmployeesOnly } from "./acc-amg-01";

const CLOSED = {
  authenticationProviders: ["AWS_SSO"],
  networkAccessControl: { vpceIds: ["vpce-1"], prefixListIds: [] },
};
const workspace = (inputs: object = {}): [Given] => [
  {
    type: "aws:grafana/workspace:Workspace",
    name: "it",
    inputs: { accountAccessType: "CURRENT_ACCOUNT", ...CLOSED, ...inputs },
  },
];
const role = (name: string, inputs: object): Given => ({
  type: "aws:grafana/roleAssociation:RoleAssociation",
  name,
  inputs: { workspaceId: "g-1", ...inputs },
});
const NETWORK =
  "'networkAccessControl' names neither VPC endpoints nor prefix lists, so that the workspace answers on the whole internet; named ones are required. To mend it: set networkAccessControl.vpceIds, or prefixListIds of the networks that your people come from.";

describe("ACC-AMG-01", () => {
  testRule(grafanaIsForEmployeesOnly, [
    { title: "single sign-on through an endpoint", resources: workspace(), expect: ["pass"] },
    { title: "SAML", resources: workspace({ authenticationProviders: ["SAML"] }), expect: ["pass"] },
    {
      title: "both",
      resources: workspace({ authenticationProviders: ["AWS_SSO", "SAML"] }),
      expect: ["pass"],
    },
    {
      title: "a list of the office's prefixes",
      resources: workspace({ networkAccessControl: { prefixListIds: ["pl-1"] } }),
      expect: ["pass"],
    },
    {
      title: "an endpoint that is still to be made",
      resources: workspace({ networkAccessControl: { vpceIds: [UNKNOWN] } }),
      expect: ["pass"],
    },
    {
      title: "one group of administrators",
      resources: [role("admins", { role: "ADMIN", groupIds: ["ops"] })],
      expect: ["pass"],
    },
    {
      title: "viewers",
      resources: [role("viewers", { role: "VIEWER", groupIds: ["a", "b"] })],
      expect: ["pass"],
    },
    {
      title: "two groups of administrators, and one of viewers",
      resources: [
        role("admins", { role: "ADMIN", groupIds: ["a", "b"] }),
        role("viewers", { role: "VIEWER", groupIds: ["c"] }),
      ],
      expect: ["pass"],
    },
    {
      title: "administrators by name",
      resources: [role("admins", { role: "ADMIN", userIds: ["ada", "bob"] })],
      expect: ["pass"],
    },
    {
      title: "nobody vouches",
      resources: workspace({ authenticationProviders: [] }),
      expect: ["violation no-provider"],
      message:
        "'authenticationProviders' names none; AWS_SSO or SAML is required. To mend it: set authenticationProviders to AWS_SSO or SAML.",
    },
    {
      title: "nothing said of who vouches",
      resources: workspace({ authenticationProviders: undefined }),
      expect: ["violation no-provider"],
    },
    {
      title: "somebody else vouches",
      resources: workspace({ authenticationProviders: ["AWS_SSO", "PASSWORD"] }),
      expect: ["violation other-provider"],
      message:
        "'authenticationProviders[1]' is 'PASSWORD'; only AWS_SSO and SAML are allowed. To mend it: set authenticationProviders to AWS_SSO or SAML.",
    },
    {
      title: "open to the internet",
      resources: workspace({ networkAccessControl: undefined }),
      expect: ["violation open-network"],
      message: NETWORK,
    },
    {
      title: "closed for nothing",
      resources: workspace({ networkAccessControl: { vpceIds: [], prefixListIds: [] } }),
      expect: ["violation open-network"],
    },
    {
      title: "open, and nobody vouches",
      resources: workspace({ authenticationProviders: [], networkAccessControl: {} }),
      expect: ["violation no-provider", "violation open-network"],
    },
    {
      title: "every group administers",
      resources: [role("admins", { role: "ADMIN", groupIds: ["a", "b"] })],
      expect: ["violation everybody-administers"],
      message:
        "every group that the stack lets into Grafana (2) is ADMIN; at least one has to be EDITOR or VIEWER. To mend it: give ADMIN to the group that runs Grafana, and VIEWER or EDITOR to the others.",
    },
    {
      title: "every group administers, in two associations",
      resources: [
        role("admins", { role: "ADMIN", groupIds: ["a", "b"] }),
        role("more", { role: "ADMIN", groupIds: ["c"] }),
      ],
      expect: ["violation everybody-administers"],
    },
    {
      title: "a network that is not known",
      resources: workspace({ networkAccessControl: UNKNOWN }),
      expect: ["undetermined networkAccessControl"],
      message: "networkAccessControl is not known before the update",
    },
    {
      title: "a role that is not known",
      resources: [role("admins", { role: UNKNOWN, groupIds: ["a", "b"] })],
      expect: ["undetermined role"],
    },
  ]);
});
