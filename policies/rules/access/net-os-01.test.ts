import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { domainsAreInsideVpc } from "./net-os-01";

const MESSAGE =
  "'vpcOptions.subnetIds' names no subnet, so that the domain's endpoint is on the internet; a domain inside a VPC is required. To mend it: set vpcOptions.subnetIds and securityGroupIds.";

describe("NET-OS-01", () => {
  testRule(
    domainsAreInsideVpc,
    domainsAreInsideVpc.types.flatMap((type): RuleCase[] => {
      const domain = (vpcOptions: unknown): RuleCase["resources"] => [
        { type, name: "it", inputs: { domainName: "it", vpcOptions } },
      ];
      const kind = type.split(":")[1] ?? "";
      return [
        { title: `${kind} in a subnet`, resources: domain({ subnetIds: ["subnet-1"] }), expect: ["pass"] },
        {
          title: `${kind} in two`,
          resources: domain({ subnetIds: ["subnet-1", "subnet-2"] }),
          expect: ["pass"],
        },
        {
          title: `${kind} in one that is still to be made`,
          resources: domain({ subnetIds: [UNKNOWN] }),
          expect: ["pass"],
        },
        {
          title: `${kind} in options that are a list`,
          resources: domain([{ subnetIds: ["subnet-1"] }]),
          expect: ["pass"],
        },
        {
          title: `${kind} without options`,
          resources: domain(undefined),
          expect: ["violation public-endpoint"],
          message: MESSAGE,
        },
        { title: `${kind} with empty options`, resources: domain({}), expect: ["violation public-endpoint"] },
        {
          title: `${kind} in no subnet`,
          resources: domain({ subnetIds: [] }),
          expect: ["violation public-endpoint"],
        },
        {
          title: `${kind} with groups only`,
          resources: domain({ securityGroupIds: ["sg-1"] }),
          expect: ["violation public-endpoint"],
        },
        {
          title: `${kind} in subnets that are not known`,
          resources: domain({ subnetIds: UNKNOWN }),
          expect: ["undetermined vpcOptions.subnetIds"],
          message: "vpcOptions.subnetIds is not known before the update",
        },
      ];
    }),
  );
});
