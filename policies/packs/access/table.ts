import { grafanaIsForEmployeesOnly } from "../../rules/access/acc-amg-01";
import { metricsAccessIsScoped } from "../../rules/access/acc-amp-01";
import { metadataNeedsTokens } from "../../rules/access/acc-ec2-01";
import { repositoryPoliciesAreNotPublic } from "../../rules/access/acc-ecr-01";
import { clusterEndpointIsRestricted } from "../../rules/access/acc-eks-01";
import { clustersAreSupportedAndNodesClosed } from "../../rules/access/acc-eks-02";
import { nobodyIsAdministrator } from "../../rules/access/acc-iam-01";
import { noServiceWideWildcards } from "../../rules/access/acc-iam-02";
import { resourcesAreNamed } from "../../rules/access/acc-iam-03";
import { noPrivilegeEscalation } from "../../rules/access/acc-iam-04";
import { passRoleIsScoped } from "../../rules/access/acc-iam-05";
import { trustPoliciesNameTheirPrincipals } from "../../rules/access/acc-iam-06";
import { trustGuardsAgainstConfusedDeputies } from "../../rules/access/acc-iam-07";
import { dataStaysWhereItIs } from "../../rules/access/acc-iam-08";
import { peopleAndWorkloadsAreFederated } from "../../rules/access/acc-iam-09";
import { policiesHangOnRolesOrGroups } from "../../rules/access/acc-iam-10";
import { passwordPolicyIsStrong } from "../../rules/access/acc-iam-11";
import { pipelineTrustIsPinned } from "../../rules/access/acc-iam-12";
import { noAdministratorPolicies } from "../../rules/access/acc-iam-13";
import { functionsAreNotInvokableByEveryone } from "../../rules/access/acc-lam-01";
import { domainsControlAccessFinely } from "../../rules/access/acc-os-01";
import { domainPoliciesAreNotOpen } from "../../rules/access/acc-os-02";
import { bucketsBlockPublicAccess } from "../../rules/access/acc-s3-01";
import { noPublicAcls } from "../../rules/access/acc-s3-02";
import { bucketAclsAreDisabled } from "../../rules/access/acc-s3-03";
import { bucketPoliciesGrantNothingToEveryone } from "../../rules/access/acc-s3-04";
import { crossAccountAccessIsListed } from "../../rules/access/acc-s3-05";
import { bucketPoliciesLockNobodyOut } from "../../rules/access/acc-s3-06";
import { accessPointsBlockPublicAccess } from "../../rules/access/acc-s3-07";
import { noCredentialsInClear } from "../../rules/access/acc-sec-01";
import { secretsRotate } from "../../rules/access/acc-sm-01";
import { secretPoliciesAreRestrictive } from "../../rules/access/acc-sm-02";
import { topicPoliciesAreNotPublic } from "../../rules/access/acc-sns-01";
import { queuePoliciesAreNotPublic } from "../../rules/access/acc-sqs-01";
import { publicEntrancesHaveFirewall } from "../../rules/access/net-lb-01";
import { balancersRefuseOddRequests } from "../../rules/access/net-lb-02";
import { aclsAllowNoAdministration } from "../../rules/access/net-nacl-01";
import { domainsAreInsideVpc } from "../../rules/access/net-os-01";
import { databasesAreNotPublic } from "../../rules/access/net-rds-01";
import { noAdministrationFromInternet } from "../../rules/access/net-sg-01";
import { onlyApprovedPortsAreOpen } from "../../rules/access/net-sg-02";
import { privatePortsAreNeverPublic } from "../../rules/access/net-sg-03";
import { egressIsRestricted } from "../../rules/access/net-sg-04";
import { groupsAndRulesAreDescribed } from "../../rules/access/net-sg-05";
import { defaultGroupsAllowNothing } from "../../rules/access/net-sg-06";
import { subnetsAssignNoPublicIps } from "../../rules/access/net-vpc-02";
import { instancesHaveNoPublicIp } from "../../rules/access/net-vpc-03";
import { telemetryLeavesThroughEndpoints } from "../../rules/access/net-vpce-01";
import { resourcesLieInApprovedRegions } from "../../rules/residency/rsd-01";
import { copiesStayInTheirJurisdiction } from "../../rules/residency/rsd-02";
import { keysStayInTheirJurisdiction } from "../../rules/residency/rsd-03";
import { telemetryGoesWhereItMay } from "../../rules/residency/rsd-04";
import type { Day } from "../../../content/versions";
import type { Pack } from "../pack";

/** The day of this run, UTC: what ends is judged by it. */
const today = new Date().toISOString().slice(0, 10) as Day;

export const accessPack: Pack = {
  name: "access",
  description:
    "Nothing is reachable for anybody who has no reason to reach it, and data stays in its jurisdiction",
  rules: [
    [grafanaIsForEmployeesOnly, "mandatory"],
    [metricsAccessIsScoped, "mandatory"],
    [metadataNeedsTokens, "mandatory"],
    [repositoryPoliciesAreNotPublic, "mandatory"],
    [clusterEndpointIsRestricted, "mandatory"],
    [clustersAreSupportedAndNodesClosed(today), "mandatory"],
    [nobodyIsAdministrator, "mandatory"],
    [noServiceWideWildcards, "mandatory"],
    [resourcesAreNamed, "advisory"],
    [noPrivilegeEscalation, "mandatory"],
    [passRoleIsScoped, "mandatory"],
    [trustPoliciesNameTheirPrincipals, "mandatory"],
    [trustGuardsAgainstConfusedDeputies, "mandatory"],
    [dataStaysWhereItIs, "mandatory"],
    [peopleAndWorkloadsAreFederated, "mandatory"],
    [policiesHangOnRolesOrGroups, "mandatory"],
    [passwordPolicyIsStrong, "mandatory"],
    [pipelineTrustIsPinned, "mandatory"],
    [noAdministratorPolicies, "mandatory"],
    [functionsAreNotInvokableByEveryone, "mandatory"],
    [domainsControlAccessFinely, "mandatory"],
    [domainPoliciesAreNotOpen, "mandatory"],
    [bucketsBlockPublicAccess, "mandatory"],
    [noPublicAcls, "mandatory"],
    [bucketAclsAreDisabled, "advisory"],
    [bucketPoliciesGrantNothingToEveryone, "mandatory"],
    [crossAccountAccessIsListed, "mandatory"],
    [bucketPoliciesLockNobodyOut, "mandatory"],
    [accessPointsBlockPublicAccess, "mandatory"],
    [noCredentialsInClear, "mandatory"],
    [secretsRotate, "mandatory"],
    [secretPoliciesAreRestrictive, "mandatory"],
    [topicPoliciesAreNotPublic, "mandatory"],
    [queuePoliciesAreNotPublic, "mandatory"],
    [publicEntrancesHaveFirewall, "mandatory"],
    [balancersRefuseOddRequests, "mandatory"],
    [aclsAllowNoAdministration, "advisory"],
    [domainsAreInsideVpc, "mandatory"],
    [databasesAreNotPublic, "mandatory"],
    [noAdministrationFromInternet, "mandatory"],
    [onlyApprovedPortsAreOpen, "mandatory"],
    [privatePortsAreNeverPublic, "mandatory"],
    [egressIsRestricted, "advisory"],
    [groupsAndRulesAreDescribed, "advisory"],
    [defaultGroupsAllowNothing, "mandatory"],
    [subnetsAssignNoPublicIps, "mandatory"],
    [instancesHaveNoPublicIp, "mandatory"],
    [telemetryLeavesThroughEndpoints, "advisory"],
    [resourcesLieInApprovedRegions, "mandatory"],
    [copiesStayInTheirJurisdiction, "mandatory"],
    [keysStayInTheirJurisdiction, "advisory"],
    [telemetryGoesWhereItMay, "mandatory"],
  ],
};
