import { testRule } from "../../testing/cases";
import { trueCases } from "../../testing/true-cases";
import { searchDomainsEnforceHttps } from "./enc-os-04";

describe("ENC-OS-04", () => {
  testRule(searchDomainsEnforceHttps, [
    ...trueCases({
      type: "aws:opensearch/domain:Domain",
      property: "domainEndpointOptions.enforceHttps",
      reason: "http",
      message:
        "'domainEndpointOptions.enforceHttps' is false, so that the domain also answers over HTTP, in clear; true is required. To mend it: set domainEndpointOptions.enforceHttps to true.",
      mends: true,
    }),
    ...trueCases({
      type: "aws:elasticsearch/domain:Domain",
      property: "domainEndpointOptions.enforceHttps",
      reason: "http",
      message:
        "'domainEndpointOptions.enforceHttps' is false, so that the domain also answers over HTTP, in clear; true is required. To mend it: set domainEndpointOptions.enforceHttps to true.",
      mends: true,
    }),
  ]);
});
