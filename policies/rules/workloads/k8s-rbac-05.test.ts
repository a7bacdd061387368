import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { grant, role, roleCases } from "../../testing/role-cases";
import { rolesDoNotControlAdmission } from "./k8s-rbac-05";

const ADMISSION = ["admissionregistration.k8s.io"];
const CERTIFICATES = ["certificates.k8s.io"];
const message = (verb: string, resource: string, means: string, fix: string): string =>
  `the role gives '${verb}' on '${resource}', which ${means}; no role may give that. To mend it: ${fix}.`;
const CERTIFICATE = "makes itself a certificate for whomever it likes";

describe("K8S-RBAC-05", () => {
  testRule(rolesDoNotControlAdmission, [
    ...roleCases(
      grant(["get"], ["validatingwebhookconfigurations"], ADMISSION),
      grant(["create"], ["validatingwebhookconfigurations"], ADMISSION),
      "admission",
      message(
        "create",
        "validatingwebhookconfigurations",
        "reads and changes everything that is created in the cluster, or switches the checks off",
        "take it out, or name the webhook that is its own in resourceNames",
      ),
    ),
    {
      title: "a webhook of its own",
      resources: role([
        grant(["update"], ["mutatingwebhookconfigurations"], ADMISSION, { resourceNames: ["injector"] }),
      ]),
      expect: ["pass"],
    },
    {
      title: "approval",
      resources: role([grant(["update"], ["certificatesigningrequests/approval"], CERTIFICATES)]),
      expect: ["violation certificate-approval"],
      message: message(
        "update",
        "certificatesigningrequests/approval",
        CERTIFICATE,
        "take certificatesigningrequests/approval out",
      ),
    },
    {
      title: "a signer",
      resources: role([grant(["approve"], ["signers"], CERTIFICATES)]),
      expect: ["violation certificate-signer"],
      message: message(
        "approve",
        "signers",
        CERTIFICATE,
        "take signers out, or name the signer that is its own in resourceNames",
      ),
    },
    {
      title: "nodes' proxies",
      resources: role([grant(["get"], ["nodes", "nodes/proxy"])]),
      expect: ["violation node-proxy"],
      message: message(
        "get",
        "nodes/proxy",
        "talks to the kubelet, which runs commands in every container of the node and asks nobody",
        "take nodes/proxy out; nodes/metrics and nodes/stats are what monitoring needs",
      ),
    },
    {
      title: "bindings",
      resources: role([grant(["bind"], ["rolebindings"], ["rbac.authorization.k8s.io"])]),
      expect: ["violation bindings"],
      message: message("bind", "rolebindings", "decides who holds which role", "take bind out"),
    },
    { title: "nodes' metrics", resources: role([grant(["get"], ["nodes/metrics"])]), expect: ["pass"] },
    {
      title: "groups not known",
      resources: role([grant(["approve"], ["signers"], UNKNOWN)]),
      expect: ["undetermined rules[0].apiGroups"],
    },
  ]);
});
