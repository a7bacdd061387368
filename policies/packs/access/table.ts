import { metricsAccessIsScoped } from "../../rules/access/acc-amp-01";
import { repositoryPoliciesAreNotPublic } from "../../rules/access/acc-ecr-01";
import { clusterEndpointIsRestricted } from "../../rules/access/acc-eks-01";
import { nobodyIsAdministrator } from "../../rules/access/acc-iam-01";
import { noServiceWideWildcards } from "../../rules/access/acc-iam-02";
import { resourcesAreNamed } from "../../rules/access/acc-iam-03";
import { noPrivilegeEscalation } from "../../rules/access/acc-iam-04";
import { passRoleIsScoped } from "../../rules/access/acc-iam-05";
import { trustPoliciesNameTheirPrincipals } from "../../rules/access/acc-iam-06";
import { trustGuardsAgainstConfusedDeputies } from "../../rules/access/acc-iam-07";
import { dataStaysWhereItIs } from "../../rules/access/acc-iam-08";
import { pipelineTrustIsPinned } from "../../rules/access/acc-iam-12";
import { domainPoliciesAreNotOpen } from "../../rules/access/acc-os-02";
import { bucketPoliciesGrantNothingToEveryone } from "../../rules/access/acc-s3-04";
import { crossAccountAccessIsListed } from "../../rules/access/acc-s3-05";
import { bucketPoliciesLockNobodyOut } from "../../rules/access/acc-s3-06";
import { secretPoliciesAreRestrictive } from "../../rules/access/acc-sm-02";
import { topicPoliciesAreNotPublic } from "../../rules/access/acc-sns-01";
import { queuePoliciesAreNotPublic } from "../../rules/access/acc-sqs-01";
import type { Pack } from "../pack";

export const accessPack: Pack = {
  name: "access",
  description: "Nothing is reachable for anybody who has no reason to reach it",
  rules: [
    [metricsAccessIsScoped, "mandatory"],
    [repositoryPoliciesAreNotPublic, "mandatory"],
    [clusterEndpointIsRestricted, "mandatory"],
    [nobodyIsAdministrator, "mandatory"],
    [noServiceWideWildcards, "mandatory"],
    [resourcesAreNamed, "advisory"],
    [noPrivilegeEscalation, "mandatory"],
    [passRoleIsScoped, "mandatory"],
    [trustPoliciesNameTheirPrincipals, "mandatory"],
    [trustGuardsAgainstConfusedDeputies, "mandatory"],
    [dataStaysWhereItIs, "mandatory"],
    [pipelineTrustIsPinned, "mandatory"],
    [domainPoliciesAreNotOpen, "mandatory"],
    [bucketPoliciesGrantNothingToEveryone, "mandatory"],
    [crossAccountAccessIsListed, "mandatory"],
    [bucketPoliciesLockNobodyOut, "mandatory"],
    [secretPoliciesAreRestrictive, "mandatory"],
    [topicPoliciesAreNotPublic, "mandatory"],
    [queuePoliciesAreNotPublic, "mandatory"],
  ],
};
